// Numbers that keep the random streams and the identifier series of the demonstration data apart.

/** Streams of randomness. */
export const streams = { company: 1, person: 2, project: 3, progress: 4, expert: 5, policy: 6, resource: 7, text: 8 } as const;

/** Series of identifiers, one per table; the number is written into the identifier. */
export const ids = {
  org: 1,
  person: 2,
  planDocument: 3,
  fundProgram: 4,
  project: 5,
  membership: 6,
  approval: 7,
  fundPlan: 8,
  composition: 9,
  planItem: 10,
  report: 11,
  flow: 12,
  expert: 13,
  policy: 14,
  article: 15,
  resource: 16,
  contract: 17,
} as const;
