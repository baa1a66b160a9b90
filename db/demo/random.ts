// Randomness that depends on nothing but a seed and a place: the same project is the same on every machine.

import { demoIdEpoch } from '#domain/secrecy/demo-data.ts';

/** Mixes 32 bits well (the finaliser of MurmurHash3). */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const hash = (seed: number, stream: number, index: number): number => mix(mix(mix(seed) ^ Math.imul(stream, 0x9e3779b9)) ^ Math.imul(index + 1, 0x85ebca77));

/** The generator sfc32, started anew for every (seed, stream, index), so that item 400 000 needs no item before it. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, stream: number, index: number) {
    this.#a = hash(seed, stream, index);
    this.#b = hash(seed ^ 0x5bd1e995, stream, index);
    this.#c = mix(this.#a ^ this.#b);
    for (let round = 0; round < 6; round += 1) this.next();
  }

  /** Uniform in [0, 1). */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  }

  /** Uniform integer, both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** Uniform in [from, to). */
  real(from: number, to: number): number {
    return from + this.next() * (to - from);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return at(list, Math.floor(this.next() * list.length));
  }

  /** One of the items, each as likely as its weight says. */
  weighted<T>(items: readonly (readonly [item: T, weight: number])[]): T {
    let rest = this.next() * items.reduce((total, [, weight]) => total + weight, 0);
    for (const [item, weight] of items) {
      rest -= weight;
      if (rest < 0) return item;
    }
    return at(items, items.length - 1)[0];
  }

  /** Roughly normal: the mean of four uniforms, within ±√12 standard deviations. */
  normal(mean: number, deviation: number): number {
    return mean + (this.next() + this.next() + this.next() + this.next() - 2) * 1.732 * deviation;
  }
}

/** The element at a place that exists; the index wraps around. */
export function at<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('an empty list has no elements');
  return item;
}

/**
 * The index-th of all combinations of choices, each returned once before any repeats: `[place in list 0, place in list 1, …, lap]`.
 * `lap` counts how often all combinations were used up before; the seed decides where the round begins.
 */
export function combination(seed: number, index: number, sizes: readonly number[]): number[] {
  const space = sizes.reduce((product, size) => product * size, 1);
  // Spaces stay below 2^26, so the product is exact.
  let scattered = ((index % space) * stepFor(space) + (mix(seed) % space)) % space;
  const parts = sizes.map((size) => {
    const part = scattered % size;
    scattered = Math.floor(scattered / size);
    return part;
  });
  return [...parts, Math.floor(index / space)];
}

/** A step near the golden section of the space and without a common factor with it: it visits every place once. */
function stepFor(space: number): number {
  let step = Math.max(1, Math.floor(space * 0.618034));
  while (commonDivisor(step, space) !== 1) step += 1;
  return step;
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

/** Identifier streams: every table has its own number, which is written into the identifier. */
export type IdStream = number;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0').slice(-digits);

/** UUIDv7 shaped: ordinal as time (so that inserts append to the index), stream in the first random bits, the rest from the seed. */
export function demoId(seed: number, stream: IdStream, ordinal: number): string {
  const time = hex(demoIdEpoch + ordinal, 12);
  const high = hash(seed, stream, ordinal);
  const low = mix(high ^ 0x27d4eb2f);
  const variant = (0x8000 | (high & 0x3fff)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(stream, 3)}-${variant}-${hex(high >>> 14, 5)}${hex(low >>> 4, 7)}`;
}
