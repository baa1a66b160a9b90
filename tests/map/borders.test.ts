// Every import rule reports the violation planted for it, and the tree itself has none.

import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Rule, folder the canary is planted in, and what it says. `.vue` canaries are wrapped in a script block. */
const canaries: readonly (readonly [rule: string, folder: string, statement: string, extension?: 'vue'])[] = [
  ['everything-resolves', 'domain', "import './absent.ts';"],
  ['everything-resolves', 'main', "import '#domain/absent.ts';"],
  ['no-circles', 'domain', "import './canary-circle.ts';"],
  ['nobody-imports-tests', 'domain', "import '../tests/rpc/test-contract.ts';"],
  ['nobody-imports-tests', 'main', "import type {} from '#domain/rpc/codec.test.ts';"],
  ['nobody-imports-thread-entries', 'db', "import './worker.ts';"],
  ['nobody-imports-thread-entries', 'db', "import './process.ts';"],
  ['nobody-imports-thread-entries', 'main/hosts/loopback', "import '../../tabular/parser-process.ts';"],
  ['scripts-and-bench-stand-outside', 'main', "import '../scripts/build.ts';"],
  ['domain-imports-only-itself', 'domain', "import type {} from '../db/client.ts';"],
  ['crypto-imports-only-domain', 'crypto', "import type {} from '#db/client.ts';"],
  ['db-imports-only-crypto-and-domain', 'db/doors', "import '#main/hosts/host-log.ts';"],
  ['main-imports-only-crypto-and-db-and-domain', 'main', "import '../preload/index.ts';"],
  ['preload-imports-only-domain', 'preload', "import '../main/hosts/host-log.ts';"],
  ['renderer-imports-only-domain', 'renderer/ui', "import '../../main/hosts/host-log.ts';", 'vue'],
  ['renderer-imports-only-domain', 'renderer/api', "import type {} from '../../db/client.ts';"],
  ['main-reaches-db-through-its-client', 'main', "import type {} from '#db/kernel/open.ts';"],
  ['domain-knows-no-machine', 'domain', "import 'node:fs';"],
  ['pages-know-no-machine', 'renderer/ui', "import 'node:path';", 'vue'],
  ['packages-of-domain', 'domain', "import 'uuid';"],
  ['packages-of-crypto', 'crypto', "import 'zod';"],
  ['packages-of-db', 'db', "import 'zod';"],
  ['packages-of-preload', 'preload', "import 'zod';"],
  ['packages-of-renderer', 'renderer/ui', "import 'ws';"],
  ['electron-only-in-its-host', 'main', "import type {} from 'electron';"],
  ['electron-only-in-its-host', 'main/hosts/loopback', "import 'electron';"],
  ['vue-only-in-renderer', 'domain', "import 'vue';"],
  ['vue-only-in-renderer', 'main', "import 'element-plus';"],
  ['sqlite-opens-only-in-kernel', 'db/doors', "import 'better-sqlite3-multiple-ciphers';"],
  ['sqlite-types-only-in-db', 'main', "import type {} from 'better-sqlite3';"],
  ['old-excel-reader-only-in-the-parser', 'main', "import '@e965/xlsx';"],
  ['exceljs-only-measures', 'main/tabular-out', "import 'exceljs';"],
  ['national-algorithms-only-behind-crypto', 'crypto', "import 'sm-crypto-v2';"],
  ['canonical-text-only-in-crypto', 'main', "import 'canonicalize';"],
  ['passwords-become-keys-in-one-place', 'main/tabular', "import '@node-rs/argon2';"],
  ['key-store-of-the-system-in-one-place', 'main/session', "import '@napi-rs/keyring';"],
  ['db-kernel-is-below-spine-policy-records-columns-copies-doors', 'db/kernel', "import '../spine/act.ts';"],
  ['db-spine-is-below-policy-records-columns-copies-doors', 'db/spine', "import '../records/write.ts';"],
  ['db-policy-is-below-records-columns-copies-doors', 'db/policy', "import '../records/write.ts';"],
  ['db-records-is-below-columns-copies-doors', 'db/records', "import '../columns/lists.ts';"],
  ['db-columns-is-below-copies-doors', 'db/columns', "import '../doors/reads.ts';"],
  ['db-copies-is-below-doors', 'db/copies', "import '../doors/reads.ts';"],
  ['migrations-are-frozen', 'db/migrations', "import '#domain/dictionary/index.ts';"],
  ['the-parser-reaches-neither-keys-nor-data', 'main/tabular', "import '../canary-bridge.ts';"],
  ['only-hosts-know-hosts', 'main/tabular-out', "import '../hosts/loopback/server.ts';"],
  ['hosts-are-strangers', 'main/hosts/electron', "import '../loopback/server.ts';"],
  ['renderer-ui-is-below-api-libraries-functions-systems-app', 'renderer/ui', "import '../api/workstation.ts';", 'vue'],
  ['renderer-api-is-below-libraries-functions-systems-app', 'renderer/api', "import '../libraries/list/columns.ts';"],
  ['renderer-libraries-is-below-functions-systems-app', 'renderer/libraries/list', "import '../../functions/1-map/canary-page.ts';"],
  ['renderer-functions-is-below-systems-app', 'renderer/functions/1-map', "import '../../systems/5-planning/canary-page.ts';"],
  ['renderer-systems-is-below-app', 'renderer/systems/5-planning', "import '../../app/canary-page.ts';"],
  ['renderer-systems-are-strangers', 'renderer/systems/3-reserve', "import '../5-planning/canary-page.ts';"],
  ['renderer-functions-are-strangers', 'renderer/functions/3-gallery', "import '../1-map/canary-page.ts';"],
];

/** What canaries point at and the tree does not have. The circle needs its way back to the canary beside it. */
const targets: Readonly<Record<string, string>> = {
  'domain/canary-circle.ts': `import './${canaryName(2)}';`,
  'main/canary-bridge.ts': "import type {} from '#db/client.ts';",
  'renderer/app/canary-page.ts': 'export {};',
  'renderer/functions/1-map/canary-page.ts': 'export {};',
  'renderer/systems/5-planning/canary-page.ts': 'export {};',
};

const root = join(import.meta.dirname, '..', '..');
const folders = ['domain', 'crypto', 'db', 'main', 'preload', 'renderer', 'scripts', 'bench', 'tests'];

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}
interface Report {
  readonly violations: readonly Violation[];
  readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string }[] };
}

function canaryName(index: number): string {
  return `canary-${index}.${canaries[index]?.[3] ?? 'ts'}`;
}

function plant(tree: string, path: string, text: string): void {
  const file = join(tree, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A copy of the sources with every canary in it; inside the project, so that packages resolve. */
function plantedTree(): string {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const tree = mkdtempSync(join(root, '.cache', 'borders-'));
  const filter = (source: string): boolean => basename(source) !== 'node_modules';
  for (const folder of folders.filter((each) => existsSync(join(root, each)))) cpSync(join(root, folder), join(tree, folder), { recursive: true, filter });
  for (const file of ['package.json', '.dependency-cruiser.mjs']) cpSync(join(root, file), join(tree, file));
  canaries.forEach(([, folder, statement, extension], index) => {
    plant(tree, join(folder, canaryName(index)), extension === 'vue' ? `<script setup lang="ts">\n${statement}\n</script>\n` : `${statement}\n`);
  });
  for (const [path, text] of Object.entries(targets)) plant(tree, path, text);
  return tree;
}

async function cruise(tree: string): Promise<Report> {
  const program = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [program, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', '.'], {
    cwd: tree,
    maxBuffer: 256 * 1024 * 1024,
  });
  return (JSON.parse(stdout) as { summary: Report }).summary;
}

describe('import rules', () => {
  let tree = '';
  let report: Report = { violations: [], ruleSetUsed: { forbidden: [] } };

  beforeAll(async () => {
    tree = plantedTree();
    report = await cruise(tree);
  });
  afterAll(() => {
    rmSync(tree, { recursive: true, force: true });
  });

  it.each(canaries.map((canary, index) => ({ rule: canary[0], file: join(canary[1], canaryName(index)), statement: canary[2] })))(
    '$rule reports $statement in $file',
    ({ rule, file }) => {
      expect(report.violations.filter(({ from }) => from === file).map(({ rule: { name } }) => name)).toContain(rule);
    },
  );

  it('has a canary for every rule, and no rule but these', () => {
    const rules = report.ruleSetUsed.forbidden.map(({ name }) => name);
    expect(rules.toSorted()).toEqual([...new Set(canaries.map(([rule]) => rule))].toSorted());
  });

  it('finds nothing to report in the tree itself', () => {
    const own = report.violations.filter(({ from }) => !basename(from).startsWith('canary-'));
    expect(own.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });
});
