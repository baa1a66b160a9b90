// Long work: what is running, how far it is, how to cancel it, and what it left behind.

import { computed, markRaw, reactive, shallowReactive } from 'vue';
import type { AppErrorShape } from '#domain/result.ts';
import type { Result } from './workstation.ts';

export interface TaskAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Task {
  readonly id: number;
  readonly title: string;
  readonly startedAt: number;
  readonly cancel: () => void;
  stage: string;
  done: number;
  /** 0 while the end is not known. */
  total: number;
  state: 'running' | 'done' | 'failed' | 'cancelled';
  /** True from the first second on: quick work shows nothing. */
  isVisible: boolean;
  /** The page that started it shows its progress; in the corner it would stand twice. */
  readonly isOnPage: boolean;
  /** True from the tenth second on: the card makes room and the task goes on in the tray. */
  isInTray: boolean;
  error: AppErrorShape | null;
  actions: readonly TaskAction[];
}

export interface TaskReport {
  readonly stage?: string;
  readonly done: number;
  readonly total: number;
}

const showAfterMs = 1000;
const trayAfterMs = 10_000;
const list = shallowReactive<Task[]>([]);
let nextId = 1;

export const tasks: readonly Task[] = list;
export const runningTasks = computed(() => list.filter((task) => task.state === 'running'));

export interface TaskOptions<T> {
  /** What the finished task offers (打开, 另存). */
  readonly actions?: (value: T) => readonly TaskAction[];
  readonly isOnPage?: boolean;
}

/**
 * Runs long work under a title. `work` gets a signal that fires on 取消 and a function for progress. The answer is also
 * returned to the page that asked.
 */
export async function runTask<T>(
  title: string,
  work: (signal: AbortSignal, report: (progress: TaskReport) => void) => Promise<Result<T>>,
  { actions = () => [], isOnPage = false }: TaskOptions<T> = {},
): Promise<Result<T>> {
  const controller = new AbortController();
  const task = reactive<Task>({
    id: nextId++,
    title,
    startedAt: Date.now(),
    cancel: markRaw(() => controller.abort()),
    stage: '',
    done: 0,
    total: 0,
    state: 'running',
    isVisible: false,
    isOnPage,
    isInTray: false,
    error: null,
    actions: [],
  });
  list.unshift(task);
  const timers = [setTimeout(() => (task.isVisible = true), showAfterMs), setTimeout(() => (task.isInTray = true), trayAfterMs)];
  const result = await work(controller.signal, ({ stage = task.stage, done, total }) => Object.assign(task, { stage, done, total }));
  timers.forEach(clearTimeout);
  if (result.ok) {
    task.state = 'done';
    task.actions = markRaw([...actions(result.value)]);
  } else {
    task.state = result.error.code === 'aborted' ? 'cancelled' : 'failed';
    task.error = result.error;
  }
  // Work nobody had to wait for leaves no trace, unless its result waits to be fetched.
  if (!task.isVisible && task.actions.length === 0) removeTask(task.id);
  return result;
}

/** Takes a finished task off the tray. */
export function removeTask(id: number): void {
  const index = list.findIndex((task) => task.id === id);
  if (index >= 0) list.splice(index, 1);
}

/** Cancels what runs and clears the tray, when the replica is closed. */
export function clearTasks(): void {
  for (const task of list) if (task.state === 'running') task.cancel();
  list.splice(0);
}
