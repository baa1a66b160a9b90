// Writes a migration that creates the dictionary tables a fresh file does not have yet; run once, then the file is frozen.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { storedTables, tableDdl } from '#db/kernel/schema.ts';

const [number = '', name = ''] = process.argv.slice(2);
if (!/^\d{4}$/.test(number) || !/^[a-z-]+$/.test(name)) {
  console.error('usage: node scripts/new-migration.ts 0020 ten-libraries');
  process.exit(2);
}
const ddl = storedTables().map(tableDdl).join('\n');
const variable = name.replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
const content = `// Tables of the dictionary as declared when this migration was made. Frozen: change the dictionary, then add a migration.

import type { Migration } from '../kernel/migrate.ts';

export const ${variable}: Migration = {
  number: ${Number(number)},
  name: '${name}',
  sql: \`
${ddl}\`,
};
`;
writeFileSync(join(import.meta.dirname, '..', 'db', 'migrations', `${number}-${name}.ts`), content);
