// What a verification of the audit answers, and the sentence for everything it can find.

export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Finding {
  readonly code: string;
  /** Numbers of the first and last record it is about. */
  readonly range: Range | null;
  readonly text: string;
}

/** Somebody who signed checkpoints with one key. */
export interface Signer {
  readonly user: string;
  readonly login: string | null;
  /** Hexadecimal. */
  readonly fingerprint: string;
  readonly checkpoints: number;
}

export interface AuditReport {
  readonly ok: boolean;
  /** Number of the newest record. */
  readonly size: number;
  /** Number of the oldest record kept. */
  readonly first: number;
  /** Newest link, hexadecimal. */
  readonly head: string;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  /** Signed checkpoints found good. */
  readonly checkpoints: number;
  readonly signers: readonly Signer[];
  /** The audit is not what was written. */
  readonly problems: readonly Finding[];
  /** The chain holds, but something is not in it. */
  readonly gaps: readonly Finding[];
}

const records = ({ from, to }: Range): string => (from === to ? `第 ${from} 条记录` : `第 ${from} 至 ${to} 条记录`);

/** Problems found record by record. */
export const recordProblems = {
  changed: (range: Range) => `${records(range)}的内容与散列不符，记录被改动、替换或移位`,
  forged: (range: Range) => `${records(range)}的认证码不符，记录被改动或伪造`,
  missing: (range: Range) => `缺少${records(range)}`,
  inserted: (range: Range) => `${records(range)}不应存在：编号重复、倒序，或已经清理`,
  unchained: (range: Range) => `${records(range)}没有连入审计链`,
  log_changed: (range: Range) => `${records(range)}所记的变更与变更日志不符，变更日志被改动；其后的变更日志没有再核对`,
  checkpoint_missing: (range: Range) => `${records(range)}所记的签名检查点不在了，或被改动`,
  alarm_changed: (range: Range) => `${records(range)}所记的告警不在了，或被改动`,
  purge_changed: (range: Range) => `${records(range)}所记的清理标记不在了，或被改动`,
} as const satisfies Readonly<Record<string, (range: Range) => string>>;
export type RecordProblem = keyof typeof recordProblems;

/** The chain is shorter than a checkpoint says: somebody cut it, or put an older copy back. */
export const shortened = (size: number, signed: number): Finding => ({
  code: 'shortened',
  range: { from: size + 1, to: signed },
  text: `审计链长度小于已签检查点(${grouped(size)} < ${grouped(signed)})`,
});

/** The records up to there are not those somebody signed for. */
export const replaced = (size: number): Finding => ({
  code: 'replaced',
  range: { from: 1, to: size },
  text: `第 ${size} 条记录与本机留存的检查点不一致，审计链被替换`,
});

/** 18500 → `18,500`. */
const grouped = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
