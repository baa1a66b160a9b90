// Figures of the project itself: each of its years' records carries them, sums count them once per project.

import { projectTable } from './tables/project.ts';

const ids: ReadonlySet<string> = new Set(projectTable.fields.map(({ id }) => id));

/** Whether sums of this field count a project once however many years it is listed for. */
export const isProjectFigure = (fieldId: string): boolean => ids.has(fieldId);
