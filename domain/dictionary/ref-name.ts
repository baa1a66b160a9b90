// The companion identifier under which a reference is shown, imported and filtered: by name, never by id.

import type { Field } from './field.ts';

/** `owner_org_id` → `owner_org_name`, `fs_doc` → `fs_doc_name`, `plan_basis_ids` → `plan_basis_names`. Only `ref` and `refs` fields have one. */
export const refNameId = ({ id, type }: Field): string => (type.kind === 'refs' ? `${id.replace(/_ids$/, '')}_names` : `${id.replace(/_id$/, '')}_name`);
