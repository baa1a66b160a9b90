// The unified social credit code (统一社会信用代码) of GB 32100-2015: shape, check character, embedded organisation code.
import { errorFinding, warningFinding, type Finding } from '#domain/codes/finding.ts';
import { normaliseCode } from '#domain/codes/normalise-text.ts';
import { isOrganisationCode } from '#domain/codes/organisation-code.ts';

/** The 31 characters of GB 32100: digits and letters without I, O, S, V, Z. A character's value is its position. */
export const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const shape = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;
// 3^(i-1) mod 31. No weight is 0 mod 31 and 31 is prime, so every single wrong character changes the check character.
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

export interface UsccCheck {
  readonly raw: string;
  readonly normalised: string;
  /** Characters 9–17; `undefined` when the shape is wrong. */
  readonly organisationCode: string | undefined;
  readonly findings: readonly Finding[];
}

/** The check character for the first 17 characters: (31 − Σ value × weight mod 31) mod 31 in the alphabet. */
export function usccCheckCharacter(body: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * usccAlphabet.indexOf(body.charAt(index)), 0);
  return usccAlphabet.charAt((31 - (sum % 31)) % 31);
}

/**
 * Checks a unified social credit code. A wrong shape is an error (`uscc_shape`). A failing check character is a warning
 * (`uscc_check_digit`) to be saved with a recorded override, because codes exist that were registered with a wrong one.
 */
export function checkUscc(raw: string): UsccCheck {
  const normalised = normaliseCode(raw);
  if (!shape.test(normalised)) {
    return { raw, normalised, organisationCode: undefined, findings: [errorFinding('uscc_shape', shapeMessage(normalised))] };
  }
  const organisationCode = normalised.slice(8, 17);
  const findings: Finding[] = [];
  const expected = usccCheckCharacter(normalised.slice(0, 17));
  if (expected !== normalised.charAt(17)) {
    findings.push(
      warningFinding(
        'uscc_check_digit',
        `统一社会信用代码的校验码应为“${expected}”，录入的是“${normalised.charAt(17)}”，代码未作改动；请对照证照核对，确认证照如此的，填写放行理由后保存。`,
      ),
    );
  }
  if (!isOrganisationCode(organisationCode)) {
    findings.push(
      warningFinding('uscc_organisation_code', `代码第9至17位的组织机构代码“${organisationCode}”校验不符，代码未作改动；请对照证照核对第9至17位。`),
    );
  }
  return { raw, normalised, organisationCode, findings };
}

function shapeMessage(code: string): string {
  const length = [...code].length;
  if (length !== 18) return `统一社会信用代码应为18位，录入的是${length}位，未予采用；请对照证照补全。`;
  const foreign = [...code].findIndex((character) => !usccAlphabet.includes(character));
  if (foreign >= 0) {
    return `统一社会信用代码第${foreign + 1}位“${[...code][foreign] ?? ''}”不是允许的字符（只用数字和除I、O、S、V、Z外的大写字母），未予采用；请核对是否把0录成O、把1录成I。`;
  }
  return '统一社会信用代码第3至8位是登记机关行政区划，应全为数字，未予采用；请对照证照核对。';
}
