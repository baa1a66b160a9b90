// The organisation code (组织机构代码) of GB 11714: eight characters and a check character, embedded in every USCC.

const weights = [3, 7, 9, 10, 5, 8, 4, 2] as const;

/**
 * The check character for the eight-character body (`0-9A-Z`), `undefined` when the body has another shape.
 * GB 11714: 11 − (Σ value × weight mod 11), written X for 10 and 0 for 11.
 */
export function organisationCheckCharacter(body: string): string | undefined {
  if (!/^[0-9A-Z]{8}$/.test(body)) return undefined;
  const sum = weights.reduce((total, weight, index) => total + weight * Number.parseInt(body.charAt(index), 36), 0);
  const check = 11 - (sum % 11);
  if (check === 10) return 'X';
  return check === 11 ? '0' : String(check);
}

/** Whether a nine-character organisation code carries its own check character. */
export function isOrganisationCode(code: string): boolean {
  return code.length === 9 && organisationCheckCharacter(code.slice(0, 8)) === code.charAt(8);
}
