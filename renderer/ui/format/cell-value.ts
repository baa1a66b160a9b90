// The value of one cell as the contract carries it.

import type { Row } from '#domain/contract/query.ts';

export type CellValue = Row[string];
