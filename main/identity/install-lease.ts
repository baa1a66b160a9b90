// Takes an authorisation brought by file or network: judged by its signatures alone, so also before anybody is signed in.

import { hasEnded, isProperlySigned, readGrant } from '#domain/identity/grant.ts';
import { AppError } from '#domain/result.ts';
import { recordHostAlarm } from '../audit/host-alarm.ts';
import { slotOfUser } from '../keys/key-file.ts';
import { judgeOf } from '../session/admission.ts';
import { keepGrant } from '../session/grant-inbox.ts';
import { rememberSerial } from '../session/known-serial.ts';
import type { Session } from '../session/session.ts';

/**
 * Keeps a good grant for its person: it counts from their next sign-in, or at once in the replica of the person at work.
 * Errors `bad_input` (no grant, another station, unknown person), `policy_tampered` (signatures), `lease_expired`, `stale_version`.
 */
export async function installLease(session: Session, text: string): Promise<{ person: string; serial: number; expires: string | null }> {
  const keys = session.station.requireKeyFile();
  const document = readGrant(text);
  if (document === undefined) throw new AppError('bad_input', '这不是授权文件，没有装入。请选择数据中心签发的授权包（.json）。');
  if (document.device_id !== keys.deviceId)
    throw new AppError('bad_input', '这份授权是给另一台工作站的，没有装入。请核对授权包上的设备编号。', { device: document.device_id });
  const slot = slotOfUser(keys, document.user_id);
  if (slot === undefined) throw new AppError('bad_input', '本机没有这份授权的用户，没有装入。请核对授权包。');
  if (!isProperlySigned(document, judgeOf(keys))) {
    await recordHostAlarm(session, {
      kind: 'BAD_SIGNATURE',
      text: `有人装入签名不符的授权（账号“${slot.login}”），没有装入。请核实授权文件的来源。`,
      facts: { login: slot.login, serial: document.serial },
    });
    throw new AppError('policy_tampered', '授权的签名没有通过核验，没有装入。文件可能被改动过，请重新索取。');
  }
  if (hasEnded(document, session.station.options.clocks.wall().toISOString())) {
    throw new AppError('lease_expired', '这份授权已经到期，没有装入。请索取新的授权包。', { expires: document.expires });
  }
  if (session.isOpen) {
    await session.replica.write.installGrant({ ...session.asker(), document });
    await rememberSerial(session.signedIn.outside, document.user_id, document.serial);
    if (document.user_id === session.access().user.id) session.leaseRenewed(document);
  } else keepGrant(session.station.dataDir, document);
  return { person: slot.login, serial: document.serial, expires: document.expires };
}
