// Files handed in: found by their handle for an hour, a few at a time, never after a lock.

import { describe, expect, it } from 'vitest';
import { FileStore } from './file-store.ts';

const content = new Uint8Array([1, 2, 3]);
const expired: unknown = expect.objectContaining({ code: 'handle_expired' });

function store(): { files: FileStore; pass: (ms: number) => void } {
  let now = 1_000_000;
  return { files: new FileStore(() => now), pass: (ms) => (now += ms) };
}

describe('files handed in', () => {
  it('are found by their handle, and by nothing else', () => {
    const { files } = store();
    const handle = files.put('名单.xlsx', content);
    expect(files.get(handle)).toMatchObject({ name: '名单.xlsx', bytes: content });
    expect(() => files.get('名单.xlsx')).toThrow(expired);
    expect(files.put('名单.xlsx', content)).not.toBe(handle);
  });

  it('are forgotten after an hour', () => {
    const { files, pass } = store();
    const handle = files.put('名单.xlsx', content);
    pass(60 * 60_000);
    expect(files.get(handle).name).toBe('名单.xlsx');
    pass(1);
    expect(() => files.get(handle)).toThrow(expired);
  });

  it('give way to newer ones beyond eight', () => {
    const { files } = store();
    const handles = Array.from({ length: 9 }, (_, index) => files.put(`${index}.xlsx`, content));
    expect(() => files.get(handles[0] ?? '')).toThrow(expired);
    expect(handles.slice(1).map((handle) => files.get(handle).name)).toEqual(['1.xlsx', '2.xlsx', '3.xlsx', '4.xlsx', '5.xlsx', '6.xlsx', '7.xlsx', '8.xlsx']);
  });

  it('are gone after a lock', () => {
    const { files } = store();
    const handle = files.put('名单.xlsx', content);
    files.clear();
    expect(() => files.get(handle)).toThrow(expired);
  });
});
