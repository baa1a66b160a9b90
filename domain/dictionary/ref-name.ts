// The companion identifier under which a reference is shown, imported and filtered: by name, never by id.

import type { Field } from './field.ts';

/** `owner_org_id` → `owner_org_name`, `fs_doc` → `fs_doc_name`. Only `ref` fields have one. */
export const refNameId = (field: Field): string => `${field.id.replace(/_id$/, '')}_name`;
