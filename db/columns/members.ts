// The members of a list as texts: what a condition on the list looks at and what its values are.

/** Members of a JSON list; of flat objects, their values. */
export const membersOf = (json: string): string[] =>
  (JSON.parse(json) as unknown[]).flatMap((member) =>
    typeof member === 'object' && member !== null ? Object.values(member).flatMap((value) => (value === null ? [] : [String(value)])) : [String(member)],
  );
