// The grammar of rows that are not projects: group titles, totals, notes, status and district words.

import { yuanFromDigits } from './amounts.ts';
import { LONGEST_PHRASE, squeeze } from './cell-text.ts';
import type { SerialStyle } from './serial.ts';

export interface GroupLabel {
  /** How the title is numbered: tells the level. `dash` is 「——X」, `frame` is 【X】, `none` a bare word. */
  readonly style: SerialStyle | 'dash' | 'frame' | 'none';
  /** The title without ordinal and count. */
  readonly label: string;
  readonly count: number | null;
  /** Amount in 元 written inside the title. */
  readonly amount: number | null;
}

const COUNT_UNIT = '(?:个|项|条|类|家|件|宗|处)';
const COUNT_ONLY = new RegExp(`^[([]?(?:共计?|合计|总计|计)?(\\d{1,5})${COUNT_UNIT}?(?:子?项目)?[)\\]]?$`);
const BRACKET_COUNT = new RegExp(`[(\\[](?:[^()\\[\\]]{0,12}?)(\\d{1,5})${COUNT_UNIT}[^()\\[\\]]*[)\\]]?[:。]?$`);
const OPEN_COUNT = new RegExp(
  `[,:]?(?:共计?|合计|总计|计|等)?(\\d{1,5})${COUNT_UNIT}(?:项目)?(?:,?(?:年度|计划|完成|总|估算)*投资额?(?:约|为|共计?)?[\\d.,]+[亿万]?元?)*[:。]?$`,
);
const AMOUNT = /(?:总投资|投资总?额|投资|资金)(?:约|为|共计?|合计|:)*([\d,]+(?:\.\d+)?)(亿元?|万元?)/;

const ORDINALS: readonly { readonly form: RegExp; readonly style: GroupLabel['style'] }[] = [
  { form: /^第[一二三四五六七八九十]+(?:部分|类|批)[、:]?/, style: 'part' },
  { form: /^[([][一二三四五六七八九十]+[)\]]、?/, style: 'cn_bracket' },
  { form: /^[一二三四五六七八九十]{1,3}[、.．:]/, style: 'cn' },
  { form: /^[IVX]{1,5}[、.．]/, style: 'roman' },
  { form: /^[\u2460-\u2473]/, style: 'circled' },
  { form: /^(?:[([【]\d{1,3}[)\]】]|-\d{1,3}(?=[^\d.]))、?/, style: 'bracket' },
  { form: /^\d{1,3}[、.．](?=[^\d])/, style: 'arabic' },
  { form: /^[-–—―─]{1,4}/, style: 'dash' },
];

/** A lone count: 「37」「20项」「(6个)」「共5项」. */
export function bareCount(text: string): number | null {
  if (text.length > 10) return null;
  const match = COUNT_ONLY.exec(squeeze(text).replace(/\.0$/, ''));
  return match ? Number(match[1]) : null;
}

/** Takes a possible group title apart. Every text has a reading; whether the row is a group is decided elsewhere. */
export function readGroupLabel(raw: string): GroupLabel {
  if (raw.length > LONGEST_PHRASE) return { style: 'none', label: raw, count: null, amount: null };
  // ①…⑳ and Ⅰ…Ⅻ: NFKC makes plain digits and letters of them, so circled numbers are looked at before.
  const circled = /^\s*[\u2460-\u2473]/.test(raw);
  let text = squeeze(circled ? raw.trim().slice(1) : raw);
  let style: GroupLabel['style'] = circled ? 'circled' : 'none';
  if (!circled) {
    const ordinal = ORDINALS.find(({ form }) => form.test(text));
    if (ordinal) {
      style = ordinal.style;
      text = text.replace(ordinal.form, '');
    }
  }
  const amount = AMOUNT.exec(text);
  const counted = BRACKET_COUNT.exec(text) ?? OPEN_COUNT.exec(text);
  let label = (counted ? text.slice(0, counted.index) : text).replace(/[:,。]+$/, '').replace(/-+$/, '');
  const framed = /^【(.+)】$/.exec(label) ?? /^\[(.+)\]$/.exec(label);
  if (framed) {
    label = framed[1] ?? label;
    if (style === 'none') style = 'frame';
  }
  return {
    style,
    label,
    count: counted ? Number(counted[1]) : null,
    amount: amount ? (yuanFromDigits((amount[1] ?? '').replaceAll(',', ''), (amount[2] ?? '').startsWith('亿') ? 8 : 4) ?? null) : null,
  };
}

const TOTAL = /^[^,。;]{0,14}?(?:合计|小计|总计|共计|累计总?数?|总合计|汇总)(?:[(:]?.{0,24})?$/;
const TOTAL_TAIL = /(?:合计|小计|总计|共计|累计)(?:[:(].*|\d+[个项].*)?$/;

/** 合计, 总 计, 小计（12个）, 全市合计：… */
export function isTotalText(text: string): boolean {
  if (text.length > 40 || !/[计汇]/.test(text)) return false;
  const tight = squeeze(text);
  return TOTAL.test(tight) && TOTAL_TAIL.test(tight.replace(/汇总$/, '合计'));
}

const NOTE =
  /^[([【]?(?:备?注|说明|填表说明|附注|注释|特别说明)(?:\d{0,2})[:：.、\]】)]|^(?:备注|说明|填表说明)$|^[*★▲☆△●※◆■#]+[:：为是表]|^标?(?:注|有|记)?["“‘']?[*★▲☆△●※◆■#]["”’']?[的为者表]/;
const FOOTER =
  /^(?:填[报表]人|填[报表]单位|填[报表](?:日期|时间)|报送(?:单位|日期|时间)|制表(?:人|单位|日期)?|审核人?|审批人|负责人|复核人?|联系人|联系电话|单位负责人|经办人|打印日期|编制单位|编制日期|数据来源|资料来源|日期|截[至止]日期)[:：(]|^第\d+页|^共\d+页|^-\d+-$|^附[件表][-—:：\d一二三四五六七八九十]*$/;
const UNIT_LINE = /^[(（]?(?:金额|投资|资金|货币|计量|数据)?单位[:：为]/;

/** Notes, footers and unit lines: rows that speak about the table. */
export function isNoteText(text: string): boolean {
  if (text.length < 2) return false;
  const tight = squeeze(text.length > 60 ? text.slice(0, 60) : text);
  return NOTE.test(tight) || FOOTER.test(tight) || UNIT_LINE.test(tight);
}

/** 「重大前期项目92个,总投资494亿元。其中…」: a sentence about the list, not a title and not a project. */
export function isOverview(text: string): boolean {
  if (text.length < 12) return false;
  const tight = squeeze(text.slice(0, LONGEST_PHRASE));
  const bare = tight.replace(/[([][^()[\]]*[)\]]/g, '');
  const counted = /\d+(?:个|项)/.test(bare);
  const invested = /投资[^,。;]{0,8}\d[\d.,]*[亿万]/.test(bare);
  const sentence = /其中|[。;]/.test(bare);
  return (
    sentence &&
    (counted && invested ? true : /^(?:[^,。]{0,20})(?:共|计)(?:安排|有|列入|实施|建设|包括)?[^,。]{0,12}\d+(?:个|项)/.test(bare) && tight.length >= 18)
  );
}

const STATUS_WORD = '(?:结转|续建|在建|新开工|开工|新建|竣工|投产|投用|完工|建成|达产|前期|预备|储备|准备|谋划|策划|预安排|收尾|停缓建|缓建|停建|备选|正式)';
const STATUS = new RegExp(
  `^(?:20\\d\\d年度?|年度|本年|当年|年内|计划|拟|预计|力争|确保|实现|全面|加快|重大|重点|省级?|市级?|省市|县级?|区级?|或|及|和|与|并|、|/|\\(|\\))*(?:${STATUS_WORD}(?:工作|建设|阶段|性|类|实施|推进|开展|准备|及|和|与|并|或|、|/|重大|重点|计划|待)*)+(?:项目|工程|类)*$`,
);
const PURE_SECTION = /^(?:新建|准备|储备|谋划|策划)?(?:项目|工程)$/;

/** 续建, 计划新开工项目, 竣工投产, 重大前期 … when the title is nothing but a status. */
export function isStatusLabel(label: string): boolean {
  return label.length <= 18 && STATUS.test(label) && !PURE_SECTION.test(label.replace(/^(?:新建|准备|储备|谋划|策划)/, ''));
}

/** The status without 项目 and adornment: 计划开工项目 → 计划开工. */
export const statusCore = (label: string): string => label.replace(/(?:项目|工程|类)+$/, '').replace(/^(?:20\d\d年度?|年度|本年|当年)/, '');

const DISTRICT =
  /^[\u4e00-\u9fa5]{1,10}(?:区|市|县|旗|盟|州|地区|自治[区州县旗]|新区|开发区|高新区|经开区|功能区|示范区|管委会|兵团|林区|特区)(?:本级)?$|^(?:市|省|区|县|州)(?:本级|直属?|属)(?:部门|单位)?$|^跨(?:市|区|县|区域|区市|市州|地区)(?:项目)?$|^(?:市直|省直|区直|县直)(?:部门|单位)?$/;
const NOT_DISTRICT =
  /(?:小区|社区|园区|景区|校区|院区|厂区|片区|库区|矿区|灌区|保税区|街区|住宅区|生活区|港区|牧区|度假区|风景区|保护区|城区|新城区|老城区|超市|门市|城市|夜市|集市|股市|楼市|都市)$/;

/** Title that is the name of an administrative area, of any city. */
export const isDistrictLabel = (label: string): boolean => label.length <= 14 && DISTRICT.test(label) && !NOT_DISTRICT.test(label);

/** True for a title opened by an ordinal no project name starts with (一、 （一） Ⅰ、 ① —— 【】). */
export const isTitleStyle = (style: GroupLabel['style']): boolean =>
  style === 'part' || style === 'cn' || style === 'cn_bracket' || style === 'roman' || style === 'circled' || style === 'dash' || style === 'frame';

/** Ends as names of works end; bare group titles (交通项目) may do so too, so this is a hint only. */
export const looksLikeWork = (text: string): boolean => /(?:项目|工程|建设|改造|基地|产业园|中心|大厦|广场|公路|铁路|学校|医院|[)）])$/.test(text);
