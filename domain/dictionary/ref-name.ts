// The companion identifier under which a reference is shown, imported and filtered: by name, never by id.

import type { Field } from './field.ts';

/** `owner_org_id` → `owner_org_name`. Only `ref` fields have one; their identifiers end in `_id`. */
export const refNameId = (field: Field): string => field.id.replace(/_id$/, '_name');
