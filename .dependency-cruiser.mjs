// Who may import whom, as sentences. tests/map/borders.test.ts plants one violation per sentence: keep both in step.

/** Tests stand outside the ladder: they may import anything, and nothing imports them. */
const tests = '^tests/|\\.(test|spec)\\.ts$|/testing/';

const any = (patterns) => (patterns.length === 0 ? '(?!)' : patterns.join('|'));
const npm = (name) => `(^|/)node_modules/(@types/)?${name}/`;
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** Modules under `from` never import modules under `to`, except those under `unless`. Tests may. */
const never = (name, comment, from, to, unless = []) =>
  rule(name, comment, { path: from, pathNot: tests }, { path: to, ...(unless.length === 0 ? {} : { pathNot: any(unless) }) });

/** Of the project's own folders, `folder` imports only itself and `allowed`. */
const may = (folder, ...allowed) =>
  rule(
    `${folder}-imports-only-${allowed.length === 0 ? 'itself' : allowed.join('-and-')}`,
    `${folder}/ stands below or beside the folder it reaches for.`,
    { path: `^${folder}/`, pathNot: tests },
    { path: '^(domain|crypto|db|main|preload|renderer|scripts|bench|datacenter)/', pathNot: `^(${[folder, ...allowed].join('|')})/` },
  );

/** `folder` uses exactly these packages: a new one raises the question where it may run. */
const packages = (folder, ...names) =>
  rule(
    `packages-of-${folder}`,
    `${folder}/ may use ${names.join(', ')} and no other package.`,
    { path: `^${folder}/`, pathNot: tests },
    { path: '(^|/)node_modules/', pathNot: any(names.map(npm)) },
  );

/** Only modules under `home` import the package; types count as imports. */
const onlyIn = (name, comment, packageNames, ...home) =>
  rule(name, comment, { pathNot: any([tests, '^bench/', ...home]) }, { path: any(packageNames.map(npm)) });

/** Folders of `parent` from the lowest to the highest: none imports one further up. */
const ladder = (parent, ...steps) =>
  steps
    .slice(0, -1)
    .map((step, index) =>
      never(
        `${parent}-${step}-is-below-${steps.slice(index + 1).join('-')}`,
        `In ${parent}/: ${steps.join(' < ')}; imports go down.`,
        `^${parent}/${step}/`,
        `^${parent}/(${steps.slice(index + 1).join('|')})/`,
      ),
    );

/** Folders directly under `parent` know nothing of each other. */
const strangers = (parent) =>
  never(`${parent.replace('/', '-')}-are-strangers`, `What two of ${parent}/ share belongs further down.`, `^${parent}/([^/]+)/`, `^${parent}/`, [
    `^${parent}/$1/`,
  ]);

export default {
  forbidden: [
    rule('everything-resolves', 'A border that cannot be followed is not guarded.', {}, { couldNotResolve: true }),
    rule('no-circles', 'Two modules that need each other are one module, or lack a third.', {}, { circular: true }),
    rule('nobody-imports-tests', 'Test code is not part of the product.', { pathNot: any([tests, '^bench/']) }, { path: tests }),
    rule(
      'nobody-imports-thread-entries',
      'An entry is started, not imported.',
      { pathNot: tests },
      { path: '^(db/(worker|process|copies-process)|main/tabular/parser-process|main/hosts/[^/]+/start|preload/index)\\.ts$' },
    ),
    never(
      'scripts-and-bench-stand-outside',
      'The product does not know how it is built or measured.',
      '^(domain|crypto|db|main|preload|renderer)/',
      '^(scripts|bench)/',
    ),

    // The folders.
    may('domain'),
    may('crypto', 'domain'),
    may('db', 'crypto', 'domain'),
    may('main', 'crypto', 'db', 'domain'),
    may('preload', 'domain'),
    may('renderer', 'domain'),
    never('main-reaches-db-through-its-client', 'SQL and keys stay in the database threads.', '^main/', '^db/', ['^db/client\\.ts$']),

    // What runs where.
    rule('domain-knows-no-machine', 'domain/ runs in every host: no node:, no DOM.', { path: '^domain/', pathNot: tests }, { dependencyTypes: ['core'] }),
    rule('pages-know-no-machine', 'The window has no Node.', { path: '^(renderer|preload)/', pathNot: tests }, { dependencyTypes: ['core'] }),
    packages('domain', 'zod', '@noble/hashes'),
    packages('crypto', 'sm-crypto-v2', 'canonicalize'),
    packages('db', 'better-sqlite3', 'better-sqlite3-multiple-ciphers', 'uuid'),
    packages('preload', 'electron'),
    packages('renderer', 'vue', 'vue-router', 'pinia', 'element-plus', '@element-plus/icons-vue', '@fontsource-variable/noto-sans-sc', 'dayjs', 'uuid', 'vite'),
    onlyIn(
      'electron-only-in-its-host',
      'Everything else also runs without Electron; importing it elsewhere starts a download.',
      ['electron'],
      '^main/hosts/electron/',
      '^preload/',
    ),
    onlyIn(
      'vue-only-in-renderer',
      'The other folders have no page.',
      ['vue', 'vue-router', 'pinia', 'element-plus', '@element-plus/icons-vue'],
      '^renderer/',
      '^vite\\.config\\.ts$',
    ),
    onlyIn('sqlite-opens-only-in-kernel', 'One place opens files, sets keys and pragmas.', ['better-sqlite3-multiple-ciphers'], '^db/kernel/'),
    onlyIn('sqlite-types-only-in-db', 'The only place with SQL is db/.', ['better-sqlite3'], '^db/'),
    onlyIn(
      'old-excel-reader-only-in-the-parser',
      'A package with a history of holes reads foreign files only where it can be killed.',
      ['@e965/xlsx'],
      '^main/tabular/',
    ),
    onlyIn('exceljs-only-measures', 'Our own writer writes; exceljs is its yardstick.', ['exceljs']),
    onlyIn('national-algorithms-only-behind-crypto', 'The library has traps; one file closes them.', ['sm-crypto-v2'], '^crypto/sm-library\\.ts$'),
    onlyIn('canonical-text-only-in-crypto', 'What is signed is written by one function.', ['canonicalize'], '^crypto/'),
    onlyIn('passwords-become-keys-in-one-place', 'One folder turns a password into a key.', ['@node-rs/argon2'], '^main/(keys|session)/'),
    onlyIn('key-store-of-the-system-in-one-place', 'One folder keeps secrets of this computer.', ['@napi-rs/keyring'], '^main/keys/'),

    // Inside db/.
    ...ladder('db', 'kernel', 'spine', 'policy', 'records', 'columns', 'copies', 'doors'),
    never('migrations-are-frozen', 'A migration that imports living code changes after it has run.', '^db/migrations/', '.', ['^db/(kernel|migrations)/']),

    // Inside main/.
    rule(
      'the-parser-reaches-neither-keys-nor-data',
      'It reads hostile files; nothing it loads, however indirectly, opens the replica or talks to a window.',
      { path: '^main/tabular/', pathNot: tests },
      { path: any(['^db/', '^main/(keys|session|procedures|hosts)/', npm('electron'), npm('@node-rs/argon2')]), reachable: true },
    ),
    never('only-hosts-know-hosts', 'Use cases run the same under Electron, the browser and the command line.', '^main/(?!hosts/)', '^main/hosts/[^/]+/'),
    never('hosts-are-strangers', 'What two hosts share lies beside them.', '^main/hosts/([^/]+)/', '^main/hosts/[^/]+/', ['^main/hosts/$1/']),

    // Inside renderer/.
    ...ladder('renderer', 'ui', 'api', 'libraries', 'functions', 'systems', 'app'),
    strangers('renderer/systems'),
    strangers('renderer/functions'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|release|\\.cache|data)/' },
    // Types are dependencies too: a type-only import across a border is a border crossed.
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.mts', '.d.ts', '.js', '.mjs', '.cjs', '.vue', '.json'],
    },
  },
};
