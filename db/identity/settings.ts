// The security settings as stored: one row per setting, the usual value where nobody set one.

import { securitySettings, usualSettings, type SecuritySettings } from '#domain/identity/security-settings.ts';
import type { ReadDb, WriteDb } from '../kernel/database.ts';

/** A value this program cannot accept counts as not set. */
export function readSecuritySettings(db: ReadDb): SecuritySettings {
  const stored = Object.fromEntries(
    db.all<{ key: string; value: string }>('SELECT key, value FROM security_setting').map(({ key, value }) => [key, JSON.parse(value) as unknown]),
  );
  const parsed = securitySettings.safeParse({ ...usualSettings, ...stored });
  return parsed.success ? parsed.data : usualSettings;
}

export function writeSecuritySettings(db: WriteDb, settings: SecuritySettings): void {
  for (const [key, value] of Object.entries(settings)) {
    db.run('INSERT INTO security_setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', [key, JSON.stringify(value)]);
  }
}
