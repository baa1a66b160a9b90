// The ledger in order. Append only.

import type { Migration } from '../kernel/migrate.ts';
import { spine } from './0010-spine.ts';
import { tenLibraries } from './0020-ten-libraries.ts';
import { identity } from './0030-identity.ts';
import { audit } from './0040-audit.ts';

export const migrations: readonly Migration[] = [spine, tenLibraries, identity, audit];
