// The citizen identity number (公民身份号码) of GB 11643: region, date of birth, sex and ISO 7064 MOD 11-2 check character.
import { errorFinding, type Finding } from '#domain/codes/finding.ts';
import { normaliseCode } from '#domain/codes/normalise-text.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkCharacters = '10X98765432';
// Provinces, residence permits of Taiwan, Hong Kong and Macao (81–83, 71), and foreign permanent residents (9x).
const issuer = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d)/;

export interface PersonNumberCheck {
  readonly raw: string;
  readonly normalised: string;
  /** ISO date; `undefined` when the number has another shape or holds no real date. */
  readonly bornOn: string | undefined;
  /** GB/T 2261.1: `1` male, `2` female. */
  readonly sex: '1' | '2' | undefined;
  readonly findings: readonly Finding[];
}

/** The check character for the first 17 digits (GB 11643, ISO 7064 MOD 11-2). */
export function personCheckCharacter(body: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body.charAt(index)), 0);
  return checkCharacters.charAt(sum % 11);
}

/**
 * Checks an identity number against its own structure. `today` is an ISO date: nobody is born after it.
 * Messages never repeat the number, so they may be logged.
 */
export function checkPersonNumber(raw: string, context: { readonly today: string }): PersonNumberCheck {
  const normalised = normaliseCode(raw);
  const refuse = (code: string, message: string): PersonNumberCheck => ({
    raw,
    normalised,
    bornOn: undefined,
    sex: undefined,
    findings: [errorFinding(code, message)],
  });
  if (/^\d{15}$/.test(normalised)) {
    return refuse('person_number_fifteen_digits', '录入的是15位旧身份证号码，已停止使用，未予采用；请按现行证件录入18位号码。');
  }
  if (!/^\d{17}[\dX]$/.test(normalised)) {
    return refuse('person_number_shape', '身份证号码应为17位数字加1位数字或X，未予采用；请对照证件核对。');
  }
  const findings: Finding[] = [];
  if (!issuer.test(normalised)) {
    findings.push(errorFinding('person_number_region', '身份证号码前两位不是有效的省级代码，未予采用；请对照证件核对。'));
  }
  const written = `${normalised.slice(6, 10)}-${normalised.slice(10, 12)}-${normalised.slice(12, 14)}`;
  const bornOn = isRealDate(written) && written >= '1850-01-01' && written <= context.today ? written : undefined;
  if (bornOn === undefined) {
    findings.push(errorFinding('person_number_birth_date', '身份证号码第7至14位不是有效的出生日期，未予采用；请对照证件核对。'));
  }
  if (personCheckCharacter(normalised.slice(0, 17)) !== normalised.charAt(17)) {
    findings.push(errorFinding('person_number_check_digit', '身份证号码的校验码不符，至少有一位录错，未予采用；请对照证件核对。'));
  }
  return { raw, normalised, bornOn, sex: Number(normalised.charAt(16)) % 2 === 1 ? '1' : '2', findings };
}

function isRealDate(iso: string): boolean {
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const daysInMonth = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= daysInMonth;
}
