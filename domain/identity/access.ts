// What the signed-in person may do: computed once per session from the verified grant, enforced by every door.

import type { LabelCode } from '../policy/labels.ts';
import type { RoleId } from '../policy/roles.ts';

export interface Access {
  readonly user: { readonly id: string; readonly login: string; readonly name: string; readonly staffNo: string; readonly unit: string };
  readonly roles: readonly RoleId[];
  /** Codes of regions or functional zones; each covers what lies in it. Binds the roles that work on a district's rows. */
  readonly regions: 'all' | readonly string[];
  /** Org ids (`competent_dept_id`). Binds the roles that work on a department's rows. */
  readonly departments: 'all' | readonly string[];
  /** Rows with a higher label do not exist for this person. */
  readonly clearance: LabelCode;
  /** Why nothing may be written now: the clock was set back, or the lease ended. */
  readonly readOnly: 'clock' | 'lease' | null;
}
