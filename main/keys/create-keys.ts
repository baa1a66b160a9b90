// First set-up: the key file of a new replica, with a slot for everybody who is to use it.

import { suites } from '#crypto/suites.ts';
import type { SigningPublicKey, SuiteId } from '#crypto/suite.ts';
import { authenticated, newDataKey } from './data-key.ts';
import { ensureDeviceSecret } from './device-secret.ts';
import type { DeviceStore } from './device-store.ts';
import { createKeyFile, slotOf, type KeyFile, type Office } from './key-file.ts';
import { keyRingOf, type KeyRing } from './key-ring.ts';
import { loginTaken, makeSlot, type NewSlot, type SlotOwner, type SlotSecret } from './new-slot.ts';
import { drawSheets, sealRecovery, type Sheets } from './recovery-sheets.ts';
import type { Stretch } from './personal-seed.ts';
import { calibrate, stretch, stretchingFloor } from './stretching.ts';

export interface NewPerson extends SlotOwner {
  readonly secret: SlotSecret;
  /** The administrator's office, whose signature on authorisations counts on this station. */
  readonly office?: Office;
}

export interface SetUp {
  readonly replicaId: string;
  readonly deviceId: string;
  readonly zone: KeyFile['zone'];
  readonly profile: KeyFile['profile'];
  readonly cipher: KeyFile['database']['cipher'];
  readonly suite?: SuiteId;
  readonly store: DeviceStore;
  /** `machine` measures what this computer can bear; `floor` is for demonstration data and tests. */
  readonly calibration: 'machine' | 'floor';
  readonly people: readonly [NewPerson, ...NewPerson[]];
  readonly centre?: SigningPublicKey;
}

/** Told once and kept nowhere in readable form. */
export interface HandedOut {
  readonly activationCodes: readonly { readonly userId: string; readonly login: string; readonly code: string }[];
  /** For the two administrators' sealed envelopes; null for demonstration data. */
  readonly recoverySheets: Sheets | null;
}

export interface CreatedKeys extends HandedOut {
  readonly file: KeyFile;
  /** Of the first person. */
  readonly ring: KeyRing;
  /** Of everybody by user id, the first person's too: the founding administrators sign with theirs. The caller destroys them. */
  readonly rings: ReadonlyMap<string, KeyRing>;
}

/** Writes the key file. Errors `already_initialised`, `bad_input` (a login twice). */
export async function createKeys(dataDir: string, setUp: SetUp): Promise<CreatedKeys> {
  const { replicaId, deviceId, zone, profile, cipher, suite = 'intl', store, people } = setUp;
  const [first] = people;
  const dataKey = newDataKey(1, suite);
  const device = await ensureDeviceSecret(store, deviceId);
  const stretching = setUp.calibration === 'floor' ? stretchingFloor : await calibrate();
  const context = { replicaId, deviceId, zone, suite, stretching };
  // One published password: a salt of one's own would only make a new demonstration slow.
  const shared = zone === 'demo' ? { salt: suites[suite].random(16), stretch: onceEach() } : {};
  const made: NewSlot[] = [];
  for (const { userId, login, secret } of people) made.push(await makeSlot(context, { userId, login }, secret, { dataKey, device, ...shared }));
  const slots = made.map(({ slot }) => slot);
  for (const slot of slots) if (slotOf({ slots }, slot.login) !== slot) throw loginTaken(slot.login);
  const keysOf = (office: Office): SigningPublicKey[] => made.flatMap(({ keys }, index) => (people[index]?.office === office ? [keys.signing.public] : []));
  const drawn = zone === 'demo' ? undefined : drawSheets(suite);
  const file = authenticated(
    {
      format: 2,
      revision: 1,
      ...context,
      profile,
      database: { file: 'replica.db', cipher, generation: 1, suite, superseded: null },
      trust: { centre: setUp.centre ?? null, system: keysOf('system'), security: keysOf('security'), audit: keysOf('audit') },
      slots,
      earlier: [],
      recovery: drawn === undefined ? null : sealRecovery({ replicaId, deviceId }, { suite, ...drawn.public }, slots, dataKey),
    },
    dataKey,
  );
  createKeyFile(dataDir, file);
  // A ring zeroes what it holds when it is destroyed, so each has its own copy of the data key.
  const rings = new Map(
    made.map(({ slot, keys }) => [
      slot.userId,
      keyRingOf(slot, { replicaId, personal: keys, dataKey: { ...dataKey, bytes: dataKey.bytes.slice() }, earlier: [] }),
    ]),
  );
  const ring = rings.get(first.userId);
  if (ring === undefined) throw new Error('a set-up has at least one person');
  dataKey.bytes.fill(0);
  return {
    file,
    ring,
    rings,
    activationCodes: made.flatMap(({ slot: { userId, login }, code }) => (code === null ? [] : [{ userId, login, code }])),
    recoverySheets: drawn?.sheets ?? null,
  };
}

/** Stretches equal passwords once. */
function onceEach(): Stretch {
  const known = new Map<string, Promise<Uint8Array>>();
  return (password, salt, cost) => {
    const before = known.get(password) ?? stretch(password, salt, cost);
    known.set(password, before);
    return before;
  };
}
