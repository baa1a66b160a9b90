// Name of a table's local row number: joins and lists use it, it never leaves this machine.

const named: Readonly<Record<string, string>> = { project: 'project_no', project_membership: 'membership_no' };

/** `project_no`, `membership_no`, else `<table>_row` (fields such as `expert_no` are business numbers). */
export const rowKeyOf = (table: string): string => named[table] ?? `${table}_row`;
