// What the person has to know about the station's data at once: damage, a restore, an upgrade, an import that was cut short.

import type { ReplicaClient } from '#db/client.ts';
import { AppError } from '#domain/result.ts';
import type { RestoreReport } from './swap.ts';

export interface Notice {
  readonly code: string;
  readonly text: string;
}

export class StationNotices {
  private readonly known = new Map<string, string>();

  list(): Notice[] {
    return [...this.known].map(([code, text]) => ({ code, text }));
  }

  /** The replica could not be opened, or its process ended: of interest here is damage, which opens the repair page. */
  stopped(reason: unknown): void {
    if (reason instanceof AppError && reason.code === 'replica_damaged') {
      this.known.set('replica_damaged', '本地副本损坏，工作站已锁定，没有显示也没有改动任何数据。请进入修复页面：已保存的修改在本机日志和备份中，可以恢复。');
    }
  }

  /** A replica that opened is good until it stops. */
  watching(replica: ReplicaClient): ReplicaClient {
    this.known.delete('replica_damaged');
    replica.stopped.then((reason) => this.stopped(reason)).catch(() => undefined);
    return replica;
  }

  restored({ backup, operations, carriedOperations, quarantined, stopped }: RestoreReport): void {
    this.known.delete('replica_damaged');
    const kept = quarantined === null ? '' : `损坏的文件保留在隔离区 ${quarantined}。`;
    const missing = stopped === null ? '' : '本机日志的最后一部分无法使用，其中的修改没有找回，请与同事核对。';
    this.known.set('restored', `本地数据副本已从“${backup}”恢复，您未上传的 ${operations + carriedOperations} 条修改已保全。${missing}${kept}`);
  }

  migrated(backup: string): void {
    this.known.set('migrated', `数据库已升级；升级前的备份为“${backup}”。`);
  }

  /** Shown from the sign-in after the cut until the next lock. */
  importCut(label: string, isCommitted: boolean): void {
    this.known.set(
      'import_cut',
      isCommitted ? `上次导入“${label}”已完成，程序在显示结果之前中断。` : `上次导入未完成，已回滚：“${label}”没有写入任何数据，请重新导入。`,
    );
  }

  /** The night's backup; one that was cut short by locking is made later. */
  backupFailed(error: unknown): void {
    if (error instanceof AppError && error.code !== 'aborted' && error.code !== 'locked') {
      this.known.set('backup_failed', `自动备份没有完成：${error.message}`);
    }
  }

  backedUp(): void {
    this.known.delete('backup_failed');
  }

  /** Told once is enough. */
  locked(): void {
    for (const code of ['restored', 'migrated', 'import_cut']) this.known.delete(code);
  }
}
