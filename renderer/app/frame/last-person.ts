// Who was signed in at this window before.

let last: string | null = null;

/** Whether somebody else was signed in before this person; remembers the person. */
export function isAnotherPerson(userId: string | null): boolean {
  const isAnother = last !== null && last !== userId;
  last = userId;
  return isAnother;
}
