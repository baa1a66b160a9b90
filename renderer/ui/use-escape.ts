// Esc leaves a page, wherever the focus is; dialogs and the input method keep their own Esc.

import { onBeforeUnmount, onMounted } from 'vue';

/** Calls `leave` on Esc for as long as the page is shown. */
export function useEscape(leave: () => Promise<unknown>): void {
  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest('[role="dialog"]') !== null) return;
    void leave();
  }
  onMounted(() => window.addEventListener('keydown', onKey));
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey));
}
