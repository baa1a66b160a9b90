// The four labels of rows and clearances: code of the code table 密级, and the rank that compares them.

/** Codes of the table `secret_level` in ascending order of protection; 敏感 was added last, so code order is not rank order. */
export const labelCodes = ['0', '1', '3', '2'] as const;
export type LabelCode = (typeof labelCodes)[number];

export const labelNames: Readonly<Record<LabelCode, string>> = { 0: '公开', 1: '内部', 3: '敏感', 2: '工作秘密' };

/** What a row without a label counts as. */
export const defaultLabel: LabelCode = '1';

export const isLabelCode = (value: unknown): value is LabelCode => labelCodes.some((code) => code === value);

/** 0 (公开) to 3 (工作秘密). No label counts as 内部; a code this program does not know, from a newer one perhaps, as the highest. */
export function labelRank(code: string | null): number {
  if (code === null) return labelCodes.indexOf(defaultLabel);
  const rank = labelCodes.findIndex((known) => known === code);
  return rank === -1 ? labelCodes.length - 1 : rank;
}

/** The codes a clearance covers: visible means label in this list, or no label and 内部 in this list. */
export const labelsUpTo = (clearance: LabelCode): readonly LabelCode[] => labelCodes.slice(0, labelRank(clearance) + 1);
