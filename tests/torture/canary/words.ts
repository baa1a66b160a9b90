// Unique words, and the texts they are entered in: names, remarks, personal fields, passwords, file names.

import { Random } from '#db/demo/random.ts';

const letters = 'bcdfghjklmnpqrstvwxz';

export class Canaries {
  readonly all: string[] = [];
  private readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
  }

  /** A word nobody has ever written: 12 consonants, 52 bits. */
  word(): string {
    return this.kept((random) => Array.from({ length: 12 }, () => letters.charAt(random.int(0, letters.length - 1))).join(''));
  }

  /** A number nobody has: so many digits after those it must begin with. */
  number(begin: string, digits: number): string {
    return this.kept((random) => begin + Array.from({ length: digits }, () => random.int(0, 9)).join(''));
  }

  /** Remembers a secret the station itself made. */
  add(word: string): void {
    this.all.push(word);
  }

  private kept(make: (random: Random) => string): string {
    const word = make(new Random(this.seed, 3, this.all.length));
    this.all.push(word);
    return word;
  }
}
