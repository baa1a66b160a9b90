// Marks of state secrets are found in every usual form, ordinary words are left alone.

import { describe, expect, it } from 'vitest';
import { claimsToBeClassified, findMarking, findMarkingInFileName } from './markings.ts';

const found = (text: string): string | undefined => findMarking(text)?.text;

describe('findMarking', () => {
  it.each([
    ['绝密★长期', '绝密★'],
    ['机密★1年', '机密★'],
    ['秘密 ★ 启封后解密', '秘密★'],
    ['机\u3000密★\n某某项目可行性研究报告', '机密★'],
    ['关于下达计划的通知\n机密★10年', '机密★'],
    ['机\n密\n★\n十\n年', '机密★'],
    ['机\u200B密\u00A0★', '机密★'],
    ['机密⭐２０年', '机密⭐'],
    ['機密☆', '機密☆'],
    ['绝密级★', '绝密级★'],
    ['秘密*10年', '秘密*10年'],
    ['机密＊１０年', '机密*10年'],
    ['秘密※长期', '秘密※长期'],
    ['文件密级：机密', '密级:机密'],
    ['密  级: 秘密', '密级:秘密'],
    ['密级及保密期限：秘密5年', '密级及保密期限:秘密'],
    ['保密级别为绝密', '保密级别为绝密'],
    ['密级：【机密】', '密级:【机密'],
    ['密级：☑机密 □秘密', '密级:☑机密'],
    ['【秘密】某某工程', '【秘密】'],
    ['某某工程（机密级）', '(机密级)'],
    ['某某工程〔秘密·5年〕', '〔秘密·5年〕'],
    ['机密', '机密'],
    ['  秘 密  ', '秘密'],
    ['秘密级', '秘密级'],
    ['—— 机密 ——', '——机密——'],
    ['绝密文件', '绝密文件'],
    ['机密 第003号', '机密第003号'],
    ['秘密5年', '秘密5年'],
    ['000012\n机密★1年', '机密★'],
    ['机密\u3000\u3000关于某某工程的报告', '机密\u3000\u3000关'],
    ['SECRET★', 'SECRET★'],
    ['Top Secret ★ 10 years', 'TopSecret★'],
    ['ＳＥＣＲＥＴ★', 'SECRET★'],
    ['TOP SECRET', 'TOPSECRET'],
  ])('finds the mark of %j', (text, mark) => {
    expect(found(text)).toBe(mark);
  });

  it('says why', () => {
    expect(findMarking('密级：秘密')).toEqual({ text: '密级:秘密', reason: '写明了密级' });
    expect(findMarking('机密★')?.reason).toBe('密级后有“★”标志（GB/T 9704）');
  });

  it.each([
    '商业秘密保护服务平台',
    '青岛市商业秘密★示范基地',
    '国家秘密载体销毁中心改造',
    '保密技术产业园',
    '参会人员须签订保密协议',
    '机密仪器厂搬迁',
    '密级：工作秘密',
    '密级分为绝密、机密、秘密三级',
    '密级（绝密、机密、秘密）',
    '密级：绝密/机密/秘密',
    '密级：□绝密 □机密 □秘密',
    '（商业秘密）保护中心',
    '精密机械★重点项目',
    '飞机密封件★生产线',
    '秘密* 见附注',
    '内部资料，注意保存',
    '内部',
    '工作秘密★',
    '不得泄露国家秘密、商业秘密和个人隐私',
    '本条例所称国家秘密\n★ 申报条件如下',
    '《中华人民共和国保守国家秘密法》',
    '侵犯商业秘密3年以下有期徒刑',
    '绝密封性能试验台',
    '随机密码生成设备',
    'Victoria’s Secret 门店改造',
    'CONFIDENTIAL',
    'secretariat ★',
    '★ 秘书处',
    '密',
    '',
  ])('leaves %j alone', (text) => {
    expect(findMarking(text)).toBeUndefined();
  });
});

describe('the typical forms of GB/T 9704 and of hasty typing', () => {
  const levels = ['绝密', '机密', '秘密'];
  const terms = ['', '1年', '10年', '３０年', '五年', '6个月', '长期', '启用前', '启封后解密'];
  const typed: readonly ((level: string, term: string) => string)[] = [
    (level, term) => `${level}★${term}`,
    (level, term) => `${level} ★ ${term}`,
    (level, term) => `${[...level].join(' ')}★${term}`,
    (level, term) => `${[...level].join('\u3000')} ★${term}`,
    (level, term) => `${level}☆${term}`,
    (level, term) => `000001\n${level}★${term}\n特急`,
    (level, term) => `青岛市发展和改革委员会文件 ${level}★${term}`,
    (level, term) => `${level}级★${term}`,
    (level, term) => `【${level}${term}】某某项目`,
    (level, term) => `（${level}${term}）某某项目`,
    (level, term) => `[${level}]某某项目${term}`,
    (level, term) => `密级：${level}${term}`,
    (level, term) => `密级:${level} ${term}`,
    (level, term) => `密 级 ：${level}级 ${term}`,
    (level, term) => `密级和保密期限：${level}${term}`,
    (level, term) => `保密等级：${level}${term}`,
    (level, term) => `定密：${level}${term}`,
    (level, term) => `${level}${term}`,
    (level, term) => `${level}级${term}`,
    (level, term) => `${level}（${term === '' ? '长期' : term}）`,
    (level, term) => `${level}*${term === '' ? '长期' : term}`,
    (level, term) => `${level} ${term} 第0012号`,
    (level, term) => `★${level}★${term}`,
    (level, term) => `★${level}${term}`,
  ];

  it('are caught, 99 in 100 or more', () => {
    const corpus = levels.flatMap((level) => terms.flatMap((term) => typed.map((form) => form(level, term))));
    const missed = corpus.filter((text) => findMarking(text) === undefined);
    expect(corpus).toHaveLength(648);
    expect(missed.length / corpus.length, missed.join(' | ')).toBeLessThanOrEqual(0.01);
  });
});

describe('findMarkingInFileName', () => {
  it.each([
    '机密★10年.xlsx',
    '（秘密）2026年项目清单.xls',
    '【机密】方案.et',
    '机密-项目清单.xlsx',
    '秘密_项目清单.csv',
    '机密 项目清单.xlsx',
    '项目清单_机密.xlsx',
    '项目清单（绝密）.xlsx',
    '项目清单-秘密级.xlsx',
    '绝密.xlsx',
    '机密10年-清单.xlsx',
  ])('finds the mark in %j', (name) => {
    expect(findMarkingInFileName(name)).toBeDefined();
  });

  it.each([
    '商业秘密保护示范区名单.xlsx',
    '保密协议-模板.docx',
    '涉密人员清查通知（非密）.xlsx',
    '飞机密封件_项目清单.xlsx',
    '工作秘密_清单.xlsx',
    '项目清单（内部）.xlsx',
    '保守国家秘密法.docx',
  ])('leaves %j alone', (name) => {
    expect(findMarkingInFileName(name)).toBeUndefined();
  });
});

describe('claimsToBeClassified', () => {
  it.each(['涉密项目', '本项目涉密，另行报送', '不新建厂房，但本项目涉密', '涉 密工程', '某某机密级工程', '属秘密级事项'])('takes %j at its word', (text) => {
    expect(claimsToBeClassified(text)).toBe(true);
  });

  it.each(['非涉密项目', '本项目不涉密', '不含涉密内容', '未列为涉密', '不属于涉密工程', '无涉密信息', '保密技术服务', '机密仪器厂搬迁', '商业秘密级别评定'])(
    'reads %j as a denial or an ordinary word',
    (text) => {
      expect(claimsToBeClassified(text)).toBe(false);
    },
  );
});
