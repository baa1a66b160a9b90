// What the security administrator sets for the whole station.

import type { SecuritySettings } from '#domain/identity/security-settings.ts';
import { setProfile } from '../keys/change-slots.ts';
import type { Session } from '../session/session.ts';

/** Holds from now on, for the session under way too. Errors `wrong_password`, `account_locked`. */
export async function configureSecurity(session: Session, settings: SecuritySettings, password: string): Promise<void> {
  await session.confirm(password);
  await session.replica.write.configureSecurity({ ...session.asker(), settings });
  // The sign-in page judges passwords before the replica is open: the key file says by which profile.
  if (session.signedIn.keys.profile !== settings.passwordProfile) {
    setProfile(session.station.dataDir, session.keys(), settings.passwordProfile);
    session.keysChanged();
  }
  await session.settingsChanged(settings);
}
