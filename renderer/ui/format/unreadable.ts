// Why typed text is no amount or date, said to the person at the keyboard: nothing was taken, and what to write instead.

import type { AmountProblem } from '#domain/tabular/understand/amounts.ts';
import type { DateProblem } from '#domain/tabular/understand/dates.ts';

const amounts: Readonly<Record<AmountProblem, string>> = {
  amount_range: '是一个区间，请填写一个确定的金额，如 30000',
  amount_approximate: '是约数，请填写确定的金额，如 30000',
  amount_foreign: '是外币，请折成人民币后填写',
  amount_several: '里有不止一个数，请只填一个金额',
  amount_not_money: '像是数量而不是金额，请核对',
  amount_unreadable: '不是金额，请填写数字，单位为万元',
  amount_too_large: '超出系统能准确表示的金额，请核对单位',
  unit_unknown: '没有单位，请注明元、万元或亿元',
};

const dates: Readonly<Record<DateProblem, string>> = {
  date_unreadable: '不是日期，请写成 2026、2026-03 或 2026-03-31',
  date_ambiguous: '分不清是 1 月还是 10 月，请写成 2026-01 或 2026-10',
  date_duration: '是工期长度，请填写日期',
  date_open: '只写了一端，请填写一个日期',
  date_reversed: '的开始晚于结束，请核对',
};

export const unreadableAmount = (text: string, code: AmountProblem): string => `“${text}”${amounts[code]}。`;
export const unreadableDate = (text: string, code: DateProblem): string => `“${text}”${dates[code]}。`;
