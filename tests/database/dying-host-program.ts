// A host that opens a replica, says which process holds it, and waits to be killed. Arguments: file, cipher.

import { ciphers, openReplica } from '#db/client.ts';
import { unrestricted } from '../builders/access.ts';
import { created } from '../builders/replica.ts';
import { threadEntry, watchedDatabases } from './processes.ts';

const [file = '', cipherName] = process.argv.slice(2);
const cipher = ciphers.find((each) => each === cipherName);
if (cipher === undefined) throw new Error('usage: dying-host-program FILE CIPHER');
const databases = watchedDatabases();
await openReplica(
  { file, cipher, key: new Uint8Array(32).fill(7) },
  { create: true, now: created, entry: threadEntry, access: unrestricted(), startProcess: databases.start },
);
process.stdout.write(`${databases.pids()[0]}\n`);
