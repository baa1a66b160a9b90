// Canonical text and signed documents: the order of properties does not matter, everything else does.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from './bytes.ts';
import { canonicalText } from './canonical.ts';
import { keyIdOf, signDocument, verifyDocument, type Signed } from './signed-document.ts';
import { suites } from './suites.ts';

const signer = (suite: 'intl' | 'gm', name: string): ReturnType<(typeof suites)['intl']['signKeyFrom']> =>
  suites[suite].signKeyFrom(suites[suite].hash(utf8(name)));
const security = signer('intl', '安全管理员');
const system = signer('gm', '系统管理员');
const stranger = signer('intl', '外人');
const grant = { kind: 'grant', serial: 3, roles: ['investment'], regions: 'all', expires: '2027-01-01T00:00:00Z', name: '张三' };
const ids = [security, system].map(({ public: key }) => keyIdOf(key));

describe('canonical text', () => {
  it('sorts properties by UTF-16 and writes numbers and characters as RFC 8785 does', () => {
    expect(canonicalText({ b: [1e21, 0.000001, -0, null], a: '\u20ac\n"', '\ud83d\ude00': true, '\ufb33': undefined })).toBe(
      '{"a":"€\\n\\"","b":[1e+21,0.000001,0,null],"😀":true}',
    );
  });

  it('is the same for any order of properties', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).toReversed());
        // A property named __proto__ is not one of the object's own when rebuilt.
        fc.pre(Object.keys(reversed).length === Object.keys(value).length);
        expect(canonicalText(reversed)).toBe(canonicalText(value));
        expect(canonicalText(JSON.parse(canonicalText(value)))).toBe(canonicalText(value));
      }),
    );
  });

  it.each([NaN, Infinity, '\ud800', undefined])('refuses %j, which JSON cannot say', (value) => {
    expect(() => canonicalText(value)).toThrow(/not allowed|nothing to write/);
  });
});

describe('a signed document', () => {
  const signed = signDocument(grant, [security, system]);

  it('is verified by the keys that signed it, of both suites, and by no other', () => {
    expect(verifyDocument(signed, [security.public, system.public])).toEqual(ids);
    expect(verifyDocument(signed, [system.public])).toEqual([ids[1]]);
    expect(verifyDocument(signed, [stranger.public])).toEqual([]);
    expect(verifyDocument(signed, [])).toEqual([]);
  });

  it('may be stored with its properties in any order', () => {
    expect(verifyDocument(Object.fromEntries(Object.entries(signed).toReversed()) as Signed<object>, [security.public, system.public])).toEqual(ids);
  });

  it.each<[string, object]>([
    ['another value', { roles: ['investment', 'finance'] }],
    ['one property more', { clearance: '2' }],
    ['one property less', { expires: undefined }],
    ['a number as text', { serial: '3' }],
  ])('is not verified with %s', (_what, change) => {
    expect(verifyDocument({ ...signed, ...change }, [security.public, system.public])).toEqual([]);
  });

  it('counts each key once, however often its signature is there', () => {
    const [first] = signed.signatures;
    if (first === undefined) expect.fail('no signature');
    expect(verifyDocument({ ...signed, signatures: [first, first, first] }, [security.public, security.public, system.public])).toEqual([ids[0]]);
  });

  it('does not take one key’s signature for another’s', () => {
    const [first, second] = signed.signatures;
    if (first === undefined || second === undefined) expect.fail('two signatures');
    const swapped = [
      { ...first, value: second.value },
      { ...second, key_id: first.key_id },
      { ...first, algorithm: second.algorithm },
      { ...first, value: 'no hex' },
    ];
    expect(verifyDocument({ ...signed, signatures: swapped }, [security.public, system.public])).toEqual([]);
  });

  it('takes a second signature later, without disturbing the first', () => {
    const once = signDocument(grant, [security]);
    expect(verifyDocument(signDocument(once, [system]), [security.public, system.public])).toEqual(ids);
  });
});
