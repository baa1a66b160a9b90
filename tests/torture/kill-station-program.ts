// A station at work until it is killed: backups, or new data keys, one after the other. Arguments: folder of the office, backup or rekey.

import { anOffice, people } from '../backup/office.ts';

const [folder = '', work = ''] = process.argv.slice(2);
const station = await anOffice(folder).start();
await station.signIn('system');
process.stdout.write('begun\n');
for (;;) {
  if (work === 'backup') process.stdout.write(`${(await station.ask('backup.make', {})).name}\n`);
  else process.stdout.write(`${(await station.ask('keys.rotate', { password: people.system.password, reason: '定期更换' })).generation}\n`);
}
