// Shortcuts that work everywhere; a Chinese input method in use keeps its keys.

import { onBeforeUnmount, onMounted } from 'vue';

export interface FrameActions {
  readonly search: () => void;
  readonly help: () => void;
}

/** What F1 lists, in the order people learn them. */
export const shortcuts: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: 'F1', does: '快捷键列表' },
  { keys: 'Ctrl+K', does: '查找全部数据库' },
  { keys: 'Ctrl+F', does: '筛选列表的当前列' },
  { keys: '↑ ↓ ← →', does: '移动当前格' },
  { keys: 'PageUp / PageDown', does: '翻一页' },
  { keys: 'Home / End', does: '行首 / 行尾；加 Ctrl 为表首 / 表尾' },
  { keys: 'Space', does: '选中或取消当前行' },
  { keys: 'Shift+单击、Shift+↑↓', does: '连续选择' },
  { keys: 'Ctrl+单击', does: '逐行选择' },
  { keys: 'Ctrl+A', does: '选中全部筛选结果' },
  { keys: 'Ctrl+C', does: '复制所选行；加 Shift 带表头' },
  { keys: 'Ctrl+V', does: '从当前格起粘贴，写入前先核对' },
  { keys: 'F2', does: '修改当前格' },
  { keys: 'Enter、双击', does: '整页打开' },
  { keys: 'Esc', does: '返回、关闭' },
  { keys: 'Shift+F10', does: '快捷菜单' },
  { keys: 'Ctrl+S', does: '保存表单' },
];

export function useFrameKeys(actions: FrameActions): void {
  function onKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'F1') actions.help();
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') actions.search();
    else return;
    event.preventDefault();
  }
  onMounted(() => window.addEventListener('keydown', onKey));
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey));
}
