// What happened while the person looked elsewhere: the bell in the title bar, and the line that passes by.

import { ElMessage } from 'element-plus/es/components/message/index.mjs';
import { reactive } from 'vue';
import type { AppErrorShape } from '#domain/result.ts';

export interface Notice {
  readonly id: number;
  readonly at: Date;
  readonly tone: 'done' | 'problem';
  readonly text: string;
  readonly code: string | null;
}

const mostNotices = 50;
const passMs = 4000;
const problemPassMs = 8000;
let nextId = 1;

export const notices = reactive<{ list: Notice[]; unread: number }>({ list: [], unread: 0 });

function add(tone: Notice['tone'], text: string, code: string | null): void {
  notices.list.unshift({ id: nextId++, at: new Date(), tone, text, code });
  notices.list.splice(mostNotices);
  notices.unread += 1;
  ElMessage({
    message: text,
    type: tone === 'done' ? 'success' : 'error',
    duration: tone === 'done' ? passMs : problemPassMs,
    showClose: true,
    grouping: true,
    placement: 'bottom-left',
    offset: 40,
  });
}

/** Forgets them, when the replica is closed: the next person is told nothing of them. */
export function forgetNotices(): void {
  notices.list.splice(0);
  notices.unread = 0;
}

/** Says that something was done. */
export const tellDone = (text: string): void => add('done', text, null);

/** Says that something failed; a cancelled call is not a failure. */
export function tellProblem(error: AppErrorShape): void {
  if (error.code !== 'aborted' || error.details !== undefined) add('problem', error.message, error.code);
}
