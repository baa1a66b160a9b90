// What sign-in has to report: to the person as notices, to the audit and the administrators as alarms.

import type { AuditEntry } from '#db/client.ts';
import type { AlarmKind } from '#domain/audit/alarms.ts';
import type { KeyFile, Slot } from '../keys/key-file.ts';
import type { Admission, Notice } from './admission.ts';
import type { OutsideState } from './outside-state.ts';
import type { SessionClock } from './session-clock.ts';
import { lookAtAttempts } from './sign-in-attempts.ts';

export interface Findings {
  /** Records that are alarms. */
  readonly alarms: readonly AuditEntry[];
  readonly notices: readonly Notice[];
}

const alarm = (kind: AlarmKind, text: string, facts: Readonly<Record<string, unknown>> = {}): AuditEntry => ({
  event: 'alarm.raised',
  detail: { kind, text, ...facts },
});

/** Looks at what was found on the way in. `isReturning`: not a set-up, so something must be remembered already. */
export async function findingsOf(
  outside: OutsideState,
  keys: KeyFile,
  slot: Slot | undefined,
  clock: SessionClock,
  admission: Admission,
  isReturning: boolean,
): Promise<Findings> {
  const alarms: AuditEntry[] = [];
  const notices: Notice[] = [];
  await lookAtAttempts(
    outside,
    keys.slots.map(({ login }) => login),
  );
  if (outside.rolledBack.length > 0) {
    const text = '数据目录中的登录记录比本机保存的旧：有人放回了旧的数据目录。锁定次数以较新的为准。';
    alarms.push(alarm('COUNTER_ROLLBACK', text, { names: outside.rolledBack.length }));
    notices.push({ code: 'counter_rollback', text: `${text}已告警，请告知安全管理员。` });
  }
  if (clock.isBehind) {
    alarms.push(alarm('CLOCK_ROLLBACK', '系统时间早于最近一次可信时间，本次登录只读。', { floor: clock.floor }));
    notices.push({
      code: 'clock_behind',
      text: `系统时间早于最近一次可信时间（${localText(clock.floor)}），现在只能查看，不能修改，个人信息不显示。请校正系统时间后重新登录。`,
    });
  }
  if (admission.denied !== null) {
    if (admission.denied.code === 'policy_tampered') {
      alarms.push(alarm('POLICY_TAMPERED', '授权没有通过签名核验，已停用该账号的全部权限。', { login: admission.access.user.login }));
    }
    notices.push(admission.denied);
  }
  if (keys.zone !== 'demo') {
    if (keys.profile === 'mlps3' && slot !== undefined && slot.kind !== 'usb' && slot.device.kind !== 'os') notices.push(weaker[slot.device.kind]);
    if (isReturning && !(await outside.isKeptOutside('floor'))) {
      // Gone in all places is what somebody leaves who wanted a lock-out forgotten.
      const isGone = (await outside.get('floor')) === undefined;
      const rest = isGone ? '数据目录中的也丢失，锁定次数已无从查考。请核查是否有人删除。' : '已按数据目录中的记录继续。';
      alarms.push(alarm('KEYSTORE_LOST', `本机用户目录和密钥库中的登录记录丢失，${rest}`));
      const how = isGone ? '数据目录中的也丢失' : '已按数据目录中的记录继续';
      notices.push({ code: 'profile_lost', text: `本机用户目录中的登录记录丢失（例如重建过 Windows 用户），${how}，并已告警。` });
    }
  }
  return { alarms, notices };
}

const weaker: Readonly<Record<'file' | 'none', Notice>> = {
  file: {
    code: 'device_secret_file',
    text: '本机没有可用的系统密钥库，设备密钥保存在用户目录的文件中，强度低于系统密钥库。请勿共用本机的系统账号，或改用 USB 钥匙。',
  },
  none: {
    code: 'device_secret_none',
    text: '本机不能保存设备密钥，登录只凭密码一个因素，不满足双因素要求。请改用 USB 钥匙，或联系系统管理员。',
  },
};

const localText = (at: string | null): string => (at === null ? '未知' : new Date(at).toLocaleString('zh-CN', { hour12: false }));
