// A note verifies under the key that signed it, as it was signed, and not otherwise.

import { describe, expect, it } from 'vitest';
import { international } from './international.ts';
import { national } from './national.ts';
import { signatureOver } from './signed-document.ts';
import { signNote, verifiedText, type NoteSigner } from './signed-note.ts';
import type { Suite } from './suite.ts';

function signer(suite: Suite, seed: number): NoteSigner {
  const key = suite.signKeyFrom(new Uint8Array(32).fill(seed));
  return { name: 'drc-01', public: key.public, sign: (document) => signatureOver(document, key) };
}

const text = 'drc-audit/a\n12\n审计\n';

describe.each([international, national])('a note signed with the suite $id', (suite) => {
  const own = signer(suite, 3);
  const note = signNote(text, own);

  it('is the text, an empty line and who signed', () => {
    expect(note.startsWith(`${text}\n— drc-01 `)).toBe(true);
    expect(verifiedText(note, own.public)).toBe(text);
  });

  it('is refused when anything was changed', () => {
    const changed = [
      note.replace('12', '13'),
      note.replace('\n\n', '\n\n\n'),
      `${note}\n`,
      note.slice(0, -1),
      note.replace(/(.)\n$/, (_, last: string) => `${last === 'A' ? 'B' : 'A'}\n`),
      note + note.slice(note.indexOf('— ')),
      text,
      '',
    ];
    expect(changed.map((each) => verifiedText(each, own.public))).toEqual(changed.map(() => undefined));
  });

  it('is refused under another key', () => {
    expect(verifiedText(note, signer(suite, 4).public)).toBeUndefined();
  });

  it('is made of a text that can be told from its signature only', () => {
    for (const wrong of ['no line feed', 'an empty\n\nline\n']) expect(() => signNote(wrong, own)).toThrow(RangeError);
    expect(() => signNote(text, { ...own, name: 'two words' })).toThrow(RangeError);
  });
});
