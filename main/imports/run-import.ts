// Import from handle to report: parse in the killable process, then write or rehearse in one transaction.

import type { ImportReport } from '#domain/contract/import.ts';
import { codeItem } from '#domain/dictionary/code-tables/index.ts';
import { library, type Library } from '#domain/dictionary/index.ts';
import { AppError } from '#domain/result.ts';
import type { RecognitionRequest } from './recognition.ts';
import type { ImportOutcome, ImportRow } from '#db/client.ts';
import { replicaOf, type Workstation } from '../procedures/context.ts';
import type { Recognised } from '../tabular/parser-tasks.ts';
import type { HeldFile } from './file-store.ts';
import { buildReport, placedProjects, type PlacedProject } from './report.ts';
import { markedImport } from './unfinished-import.ts';

export interface ImportInput {
  readonly handle: string;
  readonly database: string;
  readonly year: number | null;
  readonly sheet: string | null;
  readonly overrides: RecognitionRequest['overrides'];
}

interface Control {
  readonly signal: AbortSignal;
  readonly progress: (value: { stage: string; done: number; total: number }) => void;
}

/** Reads, understands and writes (or, without `commit`, rehearses and rolls back). Errors of the readers name the file. */
export async function runImport(workstation: Workstation, input: ImportInput, commit: boolean, control: Control): Promise<ImportReport> {
  const target = library(input.database);
  const file = workstation.files.get(input.handle);
  const { session } = workstation;
  control.progress({ stage: '读取文件', done: 0, total: 1 });
  const recognised = await recognise(
    workstation,
    file,
    {
      database: target.id,
      sheet: input.sheet,
      year: input.year,
      today: session.today(),
      overrides: input.overrides,
    },
    control.signal,
  );
  if (recognised.isDemo && (await session.state()).zone !== 'demo') throw demoDataRefused(file.name);
  const placed = placedProjects(recognised);
  const asker = session.asker();
  const write = (): Promise<ImportOutcome> =>
    replicaOf(workstation).write.importRows(
      {
        ...asker,
        database: target.id,
        year: input.year,
        label: `导入“${file.name}”`,
        source: file.name,
        rows: placed.map((place, index) => toRow(target, place, index)),
        commit,
      },
      { signal: control.signal, onProgress: (done, total) => control.progress({ stage: commit ? '写入' : '核对', done, total }) },
    );
  const outcome = commit ? await markedImport(session.station.dataDir, { label: file.name, at: asker.at }, write) : await write();
  return buildReport(file.name, target, recognised, placed, outcome);
}

const demoDataRefused = (name: string): AppError =>
  new AppError('demo_data_refused', `文件“${name}”是从演示工作站导出的演示数据，不能导入正式工作站，没有写入任何数据。请改用真实业务表格。`, { file: name });

const recognise = (workstation: Workstation, file: HeldFile, request: RecognitionRequest, signal: AbortSignal): Promise<Recognised> =>
  workstation.read<'recognise'>({ bytes: file.bytes, fileName: file.name, task: { kind: 'recognise', ...request } }, signal);

/** Adds what the table says around the cells: the group rows a project stands under, and a place told more exactly than its district. */
function toRow(target: Library, { project }: PlacedProject, index: number): ImportRow {
  if (target.kind === 'support') return { index, values: project.values };
  const section = project.context.path.join(' / ');
  const place = project.raw['region_code'];
  const district = codeItem('region', String(project.values['region_code'] ?? ''));
  const saysMore =
    place !== undefined &&
    district !== undefined &&
    ![district.name, ...(district.aliases ?? [])].some((name) => place.trim() === name || place.trim() === `青岛市${name}`);
  return { index, values: { ...(section === '' ? {} : { list_section: section.slice(0, 120) }), ...(saysMore ? { address: place } : {}), ...project.values } };
}
