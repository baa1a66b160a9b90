// One import: the file handed in, what was understood of it, the person's corrections, writing it.

import { computed, reactive, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { ImportReport } from '#domain/contract/import.ts';
import type { AppErrorShape } from '#domain/result.ts';
import type { Result } from '#domain/rpc/result-value.ts';
import { runTask, type TaskAction, type TaskReport } from '../../api/tasks.ts';
import { call, type Input } from '../../api/workstation.ts';

export type SheetOverride = NonNullable<Input<'import.inspect'>['overrides']>[number];
export type SheetReport = ImportReport['sheets'][number];

const largestFile = 50 * 1024 * 1024;

export interface ImportWork {
  readonly database: Readonly<Ref<string>>;
  readonly year: Readonly<Ref<number | null>>;
  readonly into: (database: string, year: number | null) => void;
  readonly fileName: Ref<string>;
  readonly handle: Ref<string | null>;
  readonly report: ShallowRef<ImportReport | null>;
  /** The report of the commit, once written. */
  readonly written: ShallowRef<ImportReport | null>;
  readonly error: ShallowRef<AppErrorShape | null>;
  readonly busy: Ref<'' | 'reading' | 'writing'>;
  readonly progress: Ref<TaskReport & { stage: string }>;
  readonly isCorrected: ComputedRef<boolean>;
  readonly overrideOf: (sheet: string) => SheetOverride | undefined;
  readonly takeFile: (file: File) => Promise<void>;
  /** Changes what is said about a sheet and reads the file again with it. */
  readonly correct: (sheet: string, change: Partial<SheetOverride>) => Promise<void>;
  readonly dropCorrections: () => Promise<void>;
  readonly inspect: () => Promise<void>;
  readonly write: () => Promise<void>;
  readonly cancel: () => void;
  readonly startOver: () => void;
}

/** `finished` is what the task tray offers once an import is written. */
export function useImport(firstDatabase: string, firstYear: number, finished: (database: string) => TaskAction): ImportWork {
  const database = ref(firstDatabase);
  const year = ref<number | null>(firstYear);
  const fileName = ref('');
  const handle = ref<string | null>(null);
  const report = shallowRef<ImportReport | null>(null);
  const written = shallowRef<ImportReport | null>(null);
  const error = shallowRef<AppErrorShape | null>(null);
  const busy = ref<'' | 'reading' | 'writing'>('');
  const progress = ref({ stage: '', done: 0, total: 0 });
  const overrides = reactive(new Map<string, SheetOverride>());
  let running: AbortController | undefined;

  /** Runs one step of the work; a later step replaces an earlier one that still runs. */
  async function step<T>(
    kind: 'reading' | 'writing',
    title: string,
    work: (signal: AbortSignal, tell: (at: TaskReport) => void) => Promise<Result<T>>,
    actions: readonly TaskAction[] = [],
  ): Promise<T | null> {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    busy.value = kind;
    error.value = null;
    progress.value = { stage: '', done: 0, total: 0 };
    const result = await runTask(
      title,
      (signal, tell) =>
        work(AbortSignal.any([signal, controller.signal]), (at) => {
          progress.value = { stage: '', ...at };
          tell(at);
        }),
      { isOnPage: true, actions: () => actions },
    );
    if (running !== controller) return null;
    running = undefined;
    busy.value = '';
    if (result.ok) return result.value;
    if (result.error.code !== 'aborted' || result.error.details !== undefined) error.value = result.error;
    return null;
  }

  const request = (): Input<'import.inspect'> => ({
    handle: handle.value ?? '',
    database: database.value,
    year: year.value,
    overrides: [...overrides.values()],
  });

  async function takeFile(file: File): Promise<void> {
    startOver();
    fileName.value = file.name;
    if (file.size > largestFile) {
      error.value = { code: 'too_large', message: `“${file.name}”超过 50 MB，没有读取。请拆成几个文件，或另存为不含图片的表格后重试。` };
      return;
    }
    const put = await step('reading', `读取 ${file.name}`, async (signal) =>
      call('file.put', { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }, { signal }),
    );
    if (put === null) return;
    handle.value = put.handle;
    await inspect();
  }

  async function inspect(): Promise<void> {
    if (handle.value === null) return;
    const found = await step('reading', `识别 ${fileName.value}`, (signal, onProgress) => call('import.inspect', request(), { signal, onProgress }));
    if (found !== null) report.value = found;
  }

  async function correct(sheet: string, change: Partial<SheetOverride>): Promise<void> {
    overrides.set(sheet, { ...overrides.get(sheet), ...change, sheet });
    await inspect();
  }

  async function write(): Promise<void> {
    const offered = [finished(database.value)];
    const done = await step('writing', `导入 ${fileName.value}`, (signal, onProgress) => call('import.commit', request(), { signal, onProgress }), offered);
    if (done !== null) written.value = done;
  }

  function startOver(): void {
    running?.abort();
    running = undefined;
    busy.value = '';
    handle.value = null;
    report.value = null;
    written.value = null;
    error.value = null;
    fileName.value = '';
    overrides.clear();
  }

  return {
    database,
    year,
    into(toDatabase, toYear) {
      database.value = toDatabase;
      year.value = toYear;
    },
    fileName,
    handle,
    report,
    written,
    error,
    busy,
    progress,
    isCorrected: computed(() => overrides.size > 0),
    overrideOf: (sheet) => overrides.get(sheet),
    takeFile,
    correct,
    async dropCorrections() {
      overrides.clear();
      await inspect();
    },
    inspect,
    write,
    cancel: () => running?.abort(),
    startOver,
  };
}
