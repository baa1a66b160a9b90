// What a person keeps for himself in the replica, views and screen settings: under which names it is stored.

import type { Access } from '#domain/identity/access.ts';
import { AppError } from '#domain/result.ts';

/** How the author of a saved view is stored: by account; by name in replicas from before there were accounts. */
export const authorsOf = ({ user: { id, name } }: Access): readonly [string, string] => [id, name];

/** The stored key of a person's setting: nobody reads or sets what somebody else's screen remembers. */
export const settingKey = ({ user: { id } }: Access, key: string): string => `${id}/${key}`;

/** The same for a view nobody has and for somebody else's. */
export const noSuchView = (id: string): AppError => new AppError('not_found', '没有这个视图，没有改动。请刷新后再试。', { id });
