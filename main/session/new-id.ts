// Identifiers of accounts, proposals and stations: UUIDv7, never given twice and never changed.

import { v7 } from 'uuid';

export const newId = (): string => v7();
