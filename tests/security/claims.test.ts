// Nothing a person reads claims a certification this program does not have, or that it may hold state secrets (密码法 §7, §14).

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** Claims nobody may print. A sentence that denies one is no claim. */
const claim =
  /(?:已经?|现已|全部|均|能够?|可以?|成功)?(?:通过|取得|获得|具备|持有|满足|符合)(?:了)?(?:国家)?(?:商用)?(?:密码)?(?:应用)?(?:安全性)?(?:密评|评估认证|国密认证|国密局认证|密码认证|密码产品认证|GM\/T\s*0028|商密认证)|可(?:以)?(?:处理|存储|传输)(?:国家秘密|涉密信息|机密|绝密)|(?:保护|适用于)(?:国家秘密|涉密信息)|国密认证(?:产品|算法|模块)|(?:certified|approved) (?:for|to hold) (?:state|classified)|FIPS[- ]140[- ]?\d? (?:certified|validated)/gi;
const denied = /(?:不|没有|未|非|无|绝不|不得|never|not|no)[^。；;\n]{0,24}$/i;

/** The claims in a text that the words before them do not deny. */
export function claimsIn(text: string): string[] {
  return [...text.matchAll(claim)].filter(({ index }) => !denied.test(text.slice(Math.max(0, index - 30), index))).map(([found]) => found);
}

const read = /\.(ts|vue|md|html|json)$/;
const folders = ['docs', 'renderer', 'domain', 'crypto', 'main', 'db', 'resources'];
const texts = (): string[] => [
  'README.md',
  'CONTRIBUTING.md',
  'electron-builder.yml',
  ...folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((name) => read.test(name) && !/node_modules|\.test\.ts$/.test(name)),
];

describe('claims', () => {
  it('are absent from pages, program and documents', () => {
    const found = texts().flatMap((name) => claimsIn(readFileSync(join(root, name), 'utf8')).map((text) => `${name}: ${text}`));
    expect(texts().length).toBeGreaterThan(200);
    expect(found).toEqual([]);
  });

  it.each(['本系统已通过密评', '采用国密认证模块', '可处理国家秘密', '取得商用密码应用安全性评估认证', '满足密评', 'FIPS 140-3 validated', '可存储涉密信息'])(
    '%s would be found',
    (text) => {
      expect(claimsIn(text)).toHaveLength(1);
    },
  );

  it.each(['本程序不得用于国家秘密，不可处理国家秘密', '没有通过密评', '国密套件不是经认证的密码模块', '本程序未取得国密认证'])('%s is no claim', (text) => {
    expect(claimsIn(text)).toEqual([]);
  });
});
