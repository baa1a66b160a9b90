// Handlers of backup, repair and retirement.

import type { backupProcedures } from '#domain/contract/backup.ts';
import { AppError } from '#domain/result.ts';
import type { BackupJob } from '../backup/backup-station.ts';
import { inspectStation, restoreStation } from '../backup/repair.ts';
import { retire } from '../backup/retire.ts';
import type { HandlersOf, Workstation } from './context.ts';

export const backupHandlers: HandlersOf<keyof typeof backupProcedures> = {
  'backup.list': (_input, { context }) => context.backups.list(),

  'backup.make': (_input, { context, ...call }) => context.backups.make({ kind: 'manual', note: '' }, jobOf(call)),

  'backup.verify': ({ name }, { context, ...call }) => context.backups.verify(name, jobOf(call)),

  'repair.inspect': ({ login, password }, { context, ...call }) => {
    refuseWhileOpen(context);
    return inspectStation(context.session.station, login, password, jobOf(call));
  },

  'repair.restore': async ({ login, password, backup }, { context, ...call }) => {
    refuseWhileOpen(context);
    const report = await restoreStation(context.session.station, login, password, backup, jobOf(call));
    return { restored: report.backup, replayed: report.operations + report.carriedOperations, quarantined: report.quarantined };
  },

  'station.retire': (input, { context }) => retire(context.session, input),
};

interface Reporting {
  readonly signal: BackupJob['signal'];
  readonly progress: (value: { stage: string; done: number; total: number }) => void;
}

const jobOf = ({ signal, progress }: Reporting): BackupJob => ({ signal, progress: (stage, done, total) => progress({ stage, done, total }) });

/** The file is about to be looked at or replaced: nobody may have it open. */
function refuseWhileOpen({ session }: Workstation): void {
  if (session.isOpen) throw new AppError('station_in_use', '工作站正在使用，没有检查或恢复，数据没有改动。请先锁定工作站，再进入修复页面。');
}
