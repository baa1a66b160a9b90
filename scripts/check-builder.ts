// Checks electron-builder.yml offline with electron-builder's own schema: a misspelt key or a wrong type stops the build.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

export interface BuilderConfig {
  readonly productName: string;
  readonly files: unknown;
  readonly asar: unknown;
  readonly asarUnpack: unknown;
  readonly electronFuses: Readonly<Record<string, boolean>>;
}

interface BuilderInternals {
  getConfig(projectDir: string, configPath: string, overrides: null): Promise<BuilderConfig>;
  validateConfiguration(config: unknown, log: { isEnabled: boolean; add(key: string, value: unknown): void }): Promise<void>;
}

// electron-builder exports no validation of its own, so its library is reached from where electron-builder finds it.
const fromRoot = createRequire(join(root, 'package.json'));
const fromBuilder = createRequire(fromRoot.resolve('electron-builder/package.json'));
const internals = fromBuilder('app-builder-lib/out/util/config/config') as BuilderInternals;

/** Reads electron-builder.yml as electron-builder does. */
export const readBuilderConfig = (): Promise<BuilderConfig> => internals.getConfig(root, 'electron-builder.yml', null);

/** Rejects with electron-builder's own sentence when the configuration does not fit its schema. */
export async function validateBuilderConfig(config: unknown): Promise<void> {
  await internals.validateConfiguration(config, { isEnabled: false, add: () => undefined });
}

if (import.meta.main) {
  await validateBuilderConfig(await readBuilderConfig());
  console.log('electron-builder.yml: valid');
}
