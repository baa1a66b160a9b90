// Scaled integers as decimal text: exact, grouped by thousands, minus as a minus sign.

/**
 * `value` × 10^-`power` with at most `most` and at least `least` decimals, rounded half away from zero.
 * 1284000000 元 with power 4 and most 2 is 128,400; 1234567 is 123.46.
 */
export function decimalText(value: number, power: number, most: number, least = 0): string {
  const digits = Math.abs(Math.round(value))
    .toString()
    .padStart(power + 1, '0');
  const whole = digits.slice(0, digits.length - power);
  const fraction = digits.slice(digits.length - power);
  const [rounded, decimals] = fraction.length > most ? round(whole, fraction, most) : [whole, fraction];
  const kept = trimZeros(decimals, least);
  const grouped = rounded.replace(/\B(?=(\d{3})+$)/g, ',');
  const isZero = /^0*$/.test(rounded + kept);
  return `${value < 0 && !isZero ? '−' : ''}${grouped}${kept === '' ? '' : `.${kept}`}`;
}

function round(whole: string, fraction: string, most: number): [string, string] {
  const isUp = fraction.charCodeAt(most) >= '5'.charCodeAt(0);
  const scaled = (BigInt(whole + fraction.slice(0, most)) + (isUp ? 1n : 0n)).toString().padStart(most + 1, '0');
  return [scaled.slice(0, scaled.length - most), scaled.slice(scaled.length - most)];
}

function trimZeros(decimals: string, least: number): string {
  let end = decimals.length;
  while (end > least && decimals[end - 1] === '0') end -= 1;
  return decimals.slice(0, end).padEnd(least, '0');
}

/** A count with thousands. */
export const countText = (value: number): string => decimalText(value, 0, 0);
