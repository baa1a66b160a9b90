// Days until a moment.

const dayMs = 86_400_000;

/** Whole days from `now` (milliseconds) until an ISO moment, rounded up: 0 and below once it has passed. */
export const daysLeft = (moment: string, now: number): number => Math.ceil((Date.parse(moment) - now) / dayMs);
