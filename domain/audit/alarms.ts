// Alarms: which records of the audit are alarms, and the words for each kind.

/** Kind to label. Kinds are stable: they stand in the audit. */
export const alarmLabels = {
  LOGIN_LOCKED: '登录锁定',
  COUNTER_ROLLBACK: '放回旧数据目录',
  CLOCK_ROLLBACK: '系统时间倒退',
  KEYSTORE_LOST: '本机密钥丢失',
  POLICY_TAMPERED: '授权被篡改',
  BAD_SIGNATURE: '签名不符',
  AUDIT_BROKEN: '审计链异常',
  PENDING_DAMAGED: '锁定期间记录受损',
  REFUSALS: '多次越权操作',
  LOOPBACK_REFUSALS: '本机接口异常访问',
  CLASSIFIED_REFUSED: '发现涉密标志',
  REVEALS: '频繁查看个人信息',
  REPLICA_DAMAGED: '数据副本损坏',
} as const satisfies Readonly<Record<string, string>>;

export type AlarmKind = keyof typeof alarmLabels;

export const alarmLabel = (kind: string): string => (Object.hasOwn(alarmLabels, kind) ? alarmLabels[kind as AlarmKind] : kind);

export interface Alarm {
  readonly kind: string;
  /** Chinese sentence: what happened and what to do. */
  readonly text: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

interface Recorded {
  readonly event: string;
  readonly login: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The alarm a record is; null for the others. A lock-out is one without being recorded as one, and so is a damaged journal. */
export function alarmOf({ event, login, detail }: Recorded): Alarm | null {
  switch (event) {
    case 'alarm.raised': {
      const { kind, text, ...facts } = detail;
      return { kind: typeof kind === 'string' ? kind : '', text: typeof text === 'string' ? text : '', facts };
    }
    case 'session.locked_out':
      return { kind: 'LOGIN_LOCKED', text: `账号“${login ?? ''}”连续多次密码错误，已锁定。请与本人核实；不是本人所为时请停用账号。`, facts: detail };
    case 'audit.pending_damaged':
      return { kind: 'PENDING_DAMAGED', text: '工作站锁定期间的审计记录被改动、截短或删除。请查明谁动过数据目录或用户目录。', facts: detail };
    default:
      return null;
  }
}
