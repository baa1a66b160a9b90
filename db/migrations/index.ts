// The ledger in order. Append only.

import type { Migration } from '../kernel/migrate.ts';
import { spine } from './0010-spine.ts';
import { tenLibraries } from './0020-ten-libraries.ts';
import { identity } from './0030-identity.ts';
import { audit } from './0040-audit.ts';
import { recordState } from './0050-record-state.ts';
import { protectedData } from './0060-protected.ts';

export const migrations: readonly Migration[] = [spine, tenLibraries, identity, audit, recordState, protectedData];
