// Changes the data key of a station over and over until it is killed: `rotation-program.ts <data folder> <profile> <login> <password>`.

import { rekeyCopy } from '#db/copies/rekey.ts';
import { fileStore } from '#main/keys/device-store.ts';
import { openSlot } from '#main/keys/open-slot.ts';
import { rotateDataKey } from '#main/keys/rotation.ts';

const [dataDir = '', profile = '', login = '', password = ''] = process.argv.slice(2);
const job = { progress: () => undefined, cancelled: () => false };
let ring = await openSlot(dataDir, { login, password, store: fileStore(profile) });
process.stdout.write('begun\n');
for (;;) {
  ring = await rotateDataKey(dataDir, ring, (work) => Promise.resolve(rekeyCopy(work, job)));
  process.stdout.write('changed\n');
}
