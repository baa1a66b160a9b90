// Whether an export is allowed, needs a second person, or is refused: by its size, the labels of its rows and its fields.

import type { Field } from '../dictionary/field.ts';
import { defaultLabel, isLabelCode, labelCodes, labelNames, labelRank, type LabelCode } from '../policy/labels.ts';

/** How many rows carry each label; rows without one are counted under their own empty code. */
export type LabelCounts = Readonly<Record<string, number>>;

export interface ExportFacts {
  readonly labels: LabelCounts;
  readonly fields: readonly Field[];
  /** 公开导出: for publication, so only what is public may be in it. */
  readonly isPublic: boolean;
  /** More rows than this need a second person; null where the rows are invented. */
  readonly approvalRows: number | null;
}

export interface ExportVerdict {
  readonly verdict: 'allowed' | 'approval' | 'refused';
  readonly rows: number;
  /** The highest label among the rows. */
  readonly label: LabelCode;
  /** One Chinese sentence: why, and what to do. */
  readonly text: string;
  /** Of a refused public export: the fields that are not public. */
  readonly fields: readonly string[];
}

/** From here up nobody takes rows out alone. */
const guardedFrom = labelRank('3');

/** Fields anybody may read once they are published: neither internal nor about a person. */
const isPublicField = ({ sensitivity, personal }: Field): boolean => sensitivity === undefined && personal === undefined;

/** Rows a public export may hold. */
export const isPublicLabel = (code: string | null): boolean => code === '0';

export function judgeExport({ labels, fields, isPublic, approvalRows }: ExportFacts): ExportVerdict {
  const present = Object.entries(labels).filter(([, count]) => count > 0);
  const rows = present.reduce((sum, [, count]) => sum + count, 0);
  const rank = present.reduce((highest, [code]) => Math.max(highest, labelRank(code === '' ? null : code)), 0);
  const label = labelCodes[Math.min(rank, labelCodes.length - 1)] ?? defaultLabel;
  const facts = { rows, label };
  if (isPublic) {
    const closed = present.filter(([code]) => !isPublicLabel(code)).reduce((sum, [, count]) => sum + count, 0);
    const hidden = fields.filter((field) => !isPublicField(field));
    if (closed > 0 || hidden.length > 0) {
      const reasons = [
        ...(closed > 0 ? [`有 ${closed} 条记录不是“公开”`] : []),
        ...(hidden.length > 0 ? [`有 ${hidden.length} 个字段不得公开：${hidden.map((field) => field.label).join('、')}`] : []),
      ];
      const text = `公开导出只能包含密级为“公开”的记录和可公开的字段，现${reasons.join('；')}。没有导出任何内容。请筛选密级为“公开”的记录，去掉这些字段，先完成保密审查再公开。`;
      return { ...facts, verdict: 'refused', text, fields: hidden.map(({ id }) => id) };
    }
  }
  const unknown = present.filter(([code]) => code !== '' && !isLabelCode(code));
  if (unknown.length > 0) {
    return { ...facts, verdict: 'refused', text: '有记录的密级是本程序不认识的代码，没有导出任何内容。请升级程序，或核对这些记录的密级。', fields: [] };
  }
  const reasons = [
    ...(approvalRows !== null && rows > approvalRows ? [`共 ${rows} 行，超过 ${approvalRows} 行`] : []),
    ...(rank >= guardedFrom ? [`含有密级为“${labelNames[label]}”的记录`] : []),
    ...(fields.some(({ type }) => type.kind === 'secret') ? ['含有个人信息字段（导出后仍隐去部分数字）'] : []),
  ];
  if (reasons.length === 0) return { ...facts, verdict: 'allowed', text: `共 ${rows} 行，可以导出。导出文件带有您的姓名和导出编号。`, fields: [] };
  const text = `这次导出${reasons.join('，')}，须经他人审批。没有导出任何内容。请填写理由提出申请，批准后按同样的条件再导出一次。`;
  return { ...facts, verdict: 'approval', text, fields: [] };
}
