// Every house rule finds its fault at the right line and leaves its neighbours alone.

import { describe, expect, it } from 'vitest';
import { houseFaults } from '../../scripts/check-house.ts';

const head = '// Says what it is for.\n';

describe('houseFaults', () => {
  it.each([
    ['domain/a.ts', 'export const a = 1;\n', 1, 'the first line is a comment that says the one thing the file is for'],
    ['renderer/A.vue', '<template></template>\n', 1, 'the first line of the script is a comment that says the one thing the component is for'],
    ['renderer/A.vue', `<!-- a -->\n${'\n'.repeat(400)}`, 1, 'over 400 lines a file holds two things: split it'],
    ['db/a.ts', `${head}\n// TODO later\n`, 3, 'say what is left to do in an issue, not in the code'],
    ['docs/a.md', 'see /work/x/y\n', 1, 'a leftover of how or where the text was written'],
    ['main/a.ts', `${head}// for the agent\n`, 2, 'a leftover of how or where the text was written'],
    ['db/a.ts', `${head}db.all('SELECT\n p.* FROM project p');`, 2, 'name the columns: SELECT * changes meaning with the schema'],
    ['renderer/a.ts', `${head}fetch('https://cdn.example/x');`, 2, 'pages load nothing from outside: no remote address in renderer/'],
    ['domain/a.ts', `${head}const now = Date.now();`, 2, 'domain/ is given the time and the dice as arguments, so that tests can hold them still'],
    ['crypto/a.ts', `${head}const nonce = Math.random();`, 2, 'keys and codes are drawn from the generator of the system, never with Math.random'],
    ['main/keys/a.ts', `${head}const dice = Math['random'];`, 2, 'keys and codes are drawn from the generator of the system, never with Math.random'],
    ['main/date-utils.ts', head, 1, '"utils" names no subject: name the file after what it does'],
    ['main/common/a.ts', head, 1, '"common" names no subject: name the file after what it does'],
  ])('%s %j', (path, text, line, says) => {
    expect(houseFaults(path, text)).toEqual([`${path}:${line}: ${says}`]);
  });

  it.each([
    ['renderer/A.vue', '<script setup lang="ts">\n// Says what it is for.\n</script>\n'],
    ['renderer/A.vue', `<!-- a -->\n${'\n'.repeat(399)}`],
    ['renderer/a.ts', `${head}// See https://example.org/why\nconst ns = 'http://www.w3.org/2000/svg';\n`],
    ['db/a.ts', `${head}db.all('SELECT count(*) AS n FROM project');`],
    ['db/a.test.ts', `${head}db.all('SELECT * FROM project');`],
    ['main/a.ts', `${head}const header = 'user-agent';\nconst { library } = target.library;\nconst base = 'dist/work/';\n`],
    ['domain/a.ts', `${head}const at = new Date(text);\n`],
    ['main/commonwealth.ts', head],
  ])('leaves alone %s %j', (path, text) => {
    expect(houseFaults(path, text)).toEqual([]);
  });
});
