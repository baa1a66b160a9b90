// Quarters and months as repeated fields name them.

export const quarters = [
  { n: 1, name: '一季度' },
  { n: 2, name: '二季度' },
  { n: 3, name: '三季度' },
  { n: 4, name: '四季度' },
] as const;

export const months = Array.from({ length: 12 }, (_, index) => ({
  id: String(index + 1).padStart(2, '0'),
  name: `${index + 1}月`,
}));
