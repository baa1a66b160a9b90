// Marks of state secrets are found in every usual form, ordinary words are left alone.

import { describe, expect, it } from 'vitest';
import { classificationMark, claimsToBeClassified } from './classified.ts';

describe('classificationMark', () => {
  it.each([
    ['绝密★长期', '绝密★'],
    ['机密★1年', '机密★'],
    ['秘密 ★ 启封后解密', '秘密★'],
    ['机\u3000密★\n某某项目可行性研究报告', '机密★'],
    ['秘密*10年', '秘密*10年'],
    ['文件密级：机密', '密级：机密'],
    ['密  级: 秘密', '密级:秘密'],
    ['【秘密】某某工程', '【秘密】'],
    ['某某工程（机密级）', '（机密级）'],
    ['机密', '机密'],
    ['秘密级', '秘密级'],
  ])('finds the mark of %j', (text, mark) => {
    expect(classificationMark(text)).toBe(mark);
  });

  it.each([
    '商业秘密保护服务平台',
    '青岛市商业秘密★示范基地',
    '国家秘密载体销毁中心改造',
    '保密技术产业园',
    '机密仪器厂搬迁',
    '密级：工作秘密',
    '（商业秘密）保护中心',
    '精密机械★重点项目',
    '秘密* 见附注',
    '不得泄露国家秘密、商业秘密和个人隐私',
    '',
  ])('leaves %j alone', (text) => {
    expect(classificationMark(text)).toBeUndefined();
  });
});

describe('claimsToBeClassified', () => {
  it.each(['涉密项目', '本项目涉密，另行报送', '不新建厂房，但本项目涉密', '涉 密工程'])('takes %j at its word', (text) => {
    expect(claimsToBeClassified(text)).toBe(true);
  });

  it.each(['非涉密项目', '本项目不涉密', '不含涉密内容', '未列为涉密', '不属于涉密工程', '无涉密信息', '保密技术服务'])('reads %j as a denial', (text) => {
    expect(claimsToBeClassified(text)).toBe(false);
  });
});
