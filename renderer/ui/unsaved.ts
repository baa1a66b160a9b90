// Unsaved changes: leaving a page, closing a drawer or the window asks first.

import { ElMessageBox } from 'element-plus/es/components/message-box/index.mjs';
import { onScopeDispose } from 'vue';

const holders = new Set<() => boolean>();

const anyUnsaved = (): boolean => [...holders].some((hasChanges) => hasChanges());

/** Registers a form for as long as it is on screen. */
export function guardUnsaved(hasChanges: () => boolean): void {
  holders.add(hasChanges);
  onScopeDispose(() => holders.delete(hasChanges));
}

/** True when nothing is unsaved or the person gives the changes up. */
export async function mayLeave(): Promise<boolean> {
  if (!anyUnsaved()) return true;
  const answer = await ElMessageBox.confirm('有修改还没有保存，离开后将丢失。', '放弃修改？', {
    confirmButtonText: '放弃修改',
    cancelButtonText: '继续填写',
    type: 'warning',
  }).catch(() => null);
  return answer !== null;
}

/** Lets the browser ask before the window closes. */
export function guardWindowClose(): void {
  window.addEventListener('beforeunload', (event) => {
    if (anyUnsaved()) event.preventDefault();
  });
}
