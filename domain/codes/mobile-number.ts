// Mainland mobile numbers: eleven digits, written with or without the country prefix and separators.
import { errorFinding, type Finding } from '#domain/codes/finding.ts';
import { normaliseCode } from '#domain/codes/normalise-text.ts';

export interface MobileNumberCheck {
  readonly raw: string;
  readonly normalised: string;
  readonly findings: readonly Finding[];
}

/** Checks a mobile number; `+86`, `0086`, blanks and dashes are taken off. A wrong shape is `mobile_number_shape`. */
export function checkMobileNumber(raw: string): MobileNumberCheck {
  const bare = normaliseCode(raw).replaceAll('-', '');
  const normalised = bare.replace(/^(?:\+86|0086|86)(?=\d{11}$)/, '');
  if (/^1[3-9]\d{9}$/.test(normalised)) return { raw, normalised, findings: [] };
  const message = '手机号码应为以13至19开头的11位数字，未予采用；请核对，座机号码请填入办公电话。';
  return { raw, normalised, findings: [errorFinding('mobile_number_shape', message)] };
}
