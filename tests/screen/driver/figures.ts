// Figures as the screens should write them, worked out here by themselves.

const centsPerYi = 1_000_000;

/** 元 as 亿元 with two decimals and thousands: what totals are told in. */
export function inYi(yuan: number): string {
  return (Math.round(yuan / centsPerYi) / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** 元 as 万元 with thousands: what cells and histories show. */
export function inWan(yuan: number): string {
  return (yuan / 10_000).toLocaleString('en-US', { maximumFractionDigits: 4 });
}
