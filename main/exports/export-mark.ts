// What says on an exported file where it came from: its number, and the line with person, unit and time.

import { randomBytes } from 'node:crypto';
import type { Access } from '#domain/identity/access.ts';
import { toReadable } from '#crypto/readable-code.ts';

/** Short enough to be read over the phone; 40 random bits, each group with its own check sign. */
export const newExportId = (): string => toReadable(randomBytes(5));

/** A header or footer holds no more, see `checkWorkbookSpec`. */
const longestUnit = 20;

/** 张三 0001 投资处 2026-03-02 09:05 导出号 3F7KX-9QXMA */
export function exportMark({ name, staffNo, unit }: Access['user'], at: Date, exportId: string): string {
  const shortUnit = unit.length > longestUnit ? `${unit.slice(0, longestUnit - 1)}…` : unit;
  return [name.slice(0, 20), staffNo, shortUnit, localMinute(at), `导出号 ${exportId}`].filter((part) => part !== '').join(' ');
}

const two = (value: number): string => String(value).padStart(2, '0');

export const localDay = (at: Date): string => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;

const localMinute = (at: Date): string => `${localDay(at)} ${two(at.getHours())}:${two(at.getMinutes())}`;
