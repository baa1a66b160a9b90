// Record identifiers: UUIDv7, made on the client, in time order.

import { v7 } from 'uuid';

export const newId = (): string => v7();
