// Invented names: people, companies, roads. Built from parts so that half a million can be told apart.

import { at, combination, type Random } from './random.ts';

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜'];
const givenFirst = [...'建文志国海明晓立振永春玉秀桂淑子雨思佳宇家成学光庆新德世宏景怀维若乐瑞安'];
const givenSecond = [...'军华平峰伟强磊涛斌鹏辉杰超勇刚敏静丽娟燕玲红霞芳洁琳莹雪梅兰涵轩宁远航清源博洋'];

/** A name nobody in particular bears: surname and one or two characters. */
export function personName(random: Random): string {
  const second = random.pick(givenSecond);
  return random.chance(0.22) ? `${random.pick(surnames)}${second}` : `${random.pick(surnames)}${random.pick(givenFirst)}${second}`;
}

const brandFirst = [...'海鲁瑞恒润泰盛兴华宏嘉凯铭启辰博睿科佳易联智云蓝碧崂琴岛胶莱沽源信达正金银晟卓越天元新世隆顺'];
const brandSecond = [...'通达诚信源泰和盛业创展科力腾飞翔宇辉煌升阳晨昊远航港湾浪涛锦程润邦杰特维康美德裕丰禾谷林森'];
const forms = ['有限公司', '有限公司', '股份有限公司', '集团有限公司'] as const;

export interface CompanyName {
  readonly full: string;
  /** 青岛海润智能装备, without the legal form: what its projects are called after. */
  readonly short: string;
}

/** The index-th invented company of a trade group. No two indexes give the same name while the groups share no trade. */
export function companyName(seed: number, index: number, trades: readonly string[]): CompanyName {
  const [first = 0, second = 0, trade = 0, lap = 0] = combination(seed, index, [brandFirst.length, brandSecond.length, trades.length]);
  const short = `青岛${at(brandFirst, first)}${at(brandSecond, second)}${lap === 0 ? '' : numeral(lap + 1)}${at(trades, trade)}`;
  return { full: `${short}${at(forms, first + second)}`, short };
}

const roadFirst = [...'黑龙重宁哈尔株洲金水文昌书院九水春阳正祥湘江凤凰和平振华长城汉河双元明月秋阳崇阳兴国德丰仙山云岭'];
const roadSecond = [...'江庆夏滨水源岭川州城台泉湖海山河林桥园门港湾安康宁昌盛泰和兴隆丰'];
const roadKinds = ['路', '一路', '二路', '三路', '支路', '大道'] as const;

/** 黑泉路, 金山二路: words of Qingdao road names put together anew. */
export function roadName(random: Random): string {
  return `${random.pick(roadFirst)}${random.pick(roadSecond)}${random.pick(roadKinds)}`;
}

const digits = [...'〇一二三四五六七八九'];

/** Chinese numeral of 1…99. */
export function numeral(value: number): string {
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  if (tens === 0) return digits[ones] ?? '';
  return `${tens === 1 ? '' : (digits[tens] ?? '')}十${ones === 0 ? '' : (digits[ones] ?? '')}`;
}
