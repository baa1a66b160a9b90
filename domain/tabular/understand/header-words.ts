// The language of table headers: one canonical spelling, the qualifiers inside it, and how well a text names a target.

import type { ImportTarget } from './types.ts';

/** What a header says about the period or share it covers; two texts that differ here mean different columns. */
export type Qualifier = 'annual' | 'previous' | 'next' | 'cumulative' | 'actual' | 'share' | 'month' | 'quarter';

const QUALIFIERS: readonly { readonly name: Qualifier; readonly form: RegExp }[] = [
  { name: 'annual', form: /年度/ },
  { name: 'previous', form: /上年|去年|前年|以前|历年|往年|截[至止]|\d月底|年底前?(?=累|已|完)/ },
  { name: 'next', form: /下年|明年|次年|后续|以后|结转/ },
  { name: 'cumulative', form: /累计|开工以来/ },
  { name: 'actual', form: /实际|已(?!建)|(?<!计划|预计|拟|力争|目标)完成(?!时间|日期|年份?|时限)|到位|支付|支出|拨付|下达|落实|执行/ },
  {
    name: 'share',
    form: /其中|中央|省级|省补|市级|区级|县级|地方|自筹|贷款|债券?|银行|补助|专项|社会资本|社会投资|政府投资|财政|资本金|自有|设备|土建|建安|征地|拆迁|补偿|缺口|需求|余额|剩余|未完成|外资|利用/,
  },
  { name: 'quarter', form: /季度|上半年|下半年/ },
  { name: 'month', form: /(?:^|[^\d])(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?!底)|月度|当月|本月/ },
];

/** Half-width, without blanks, marks, leading numbering and connectors; years become 年度, 上年 or 下年. */
export function canonicalHeader(text: string, baseYear?: number): string {
  return text
    .normalize('NFKC')
    .replace(/[\s*★▲☆△●※#"“”'‘’]+/g, '')
    .replace(/^\(?\d{1,2}[).、](?=\D)/, '')
    .replace(/(?<!\d)(20\d{2})(?!\d)(?:年度?)?(?!-\d)/g, (_, year: string) => relativeYear(Number(year), baseYear))
    .replace(/本年度?|当年度?|今年度?|全年|年度/g, '年度')
    .replace(/^年(?=计划|主要|工作|投资|目标|建设(?!期|限)|预计|安排|形象)/, '年度')
    .replace(/以及|[及和与或、,/:;·]/g, '')
    .replace(/(?:单位)?(?<![百千万亿])(?:[千百]?万元|亿元|千元)$/, '')
    .toLowerCase();
}

function relativeYear(year: number, baseYear: number | undefined): string {
  if (baseYear === undefined || year === baseYear) return '年度';
  return year < baseYear ? '上年' : '下年';
}

/** Drops every bracketed remark: 总投资(万元) → 总投资. */
export const withoutBrackets = (text: string): string => text.replace(/[([【][^()[\]【】]*[)\]】]?/g, '') || text;

export function qualifiersOf(canonical: string): ReadonlySet<Qualifier> {
  const found = new Set<Qualifier>();
  for (const { name, form } of QUALIFIERS) if (form.test(canonical)) found.add(name);
  return found;
}

const sameQualifiers = (a: ReadonlySet<Qualifier>, b: ReadonlySet<Qualifier>): boolean => a.size === b.size && [...a].every((q) => b.has(q));

/** What may follow a header's noun without changing what the column holds. */
const BENIGN_TAIL = /^(?:额|金额|数|情况|一览|概况|说明|描述|名称|\(.*|及.*|主要.*|内容|规模|编[号码]|代码|日期|时间)$/;
/** Prefixes that turn a header into another thing of the same kind. */
const OTHER_THING =
  /(?:原|曾用|子|母|上级|关联|打捆|所属|包含|总包|代建|监理|设计|勘察|施工|联系|变更前|变更后|一级|二级|批复|核定|招标|中标|合同|不|非|未|无)$/;
const FILLER = /^(?:建设项目|重点项目|项目|工程|主要|本|该)/;
/** A planned thing is named like the thing itself, but not the other way round: 计划投资 is not any 投资. */
const PLANNED = /^(?:拟(?:建(?!设))?|计划|预计)/;

/** Name headers of notices and of plain lists, understood for project names when nothing better is there. */
const PLAIN_NAME = ['标题', '项目标题', '公告标题', '项目', '建设项目', '工程项目', '项目及名称', '项目(工程)名称', '项目全称'];

/** Headers of administrative areas outside the words a city uses itself. */
const PLAIN_PLACE = [
  '所在盟市',
  '所在省辖市县区',
  '所在市州',
  '所在县市区',
  '所在区县',
  '所在市县',
  '所属区县',
  '所属市县',
  '县市区',
  '市县',
  '区县',
  '市州',
  '盟市',
  '区市',
  '所在地市',
];

interface Alias {
  readonly text: string;
  readonly bare: string;
  readonly qualifiers: ReadonlySet<Qualifier>;
}

export interface TargetWords {
  readonly target: ImportTarget;
  readonly aliases: readonly Alias[];
  /** Some alias says 年度: the target is a figure of the plan year under all its names. */
  readonly annual: boolean;
}

export interface WordMatch {
  readonly target: ImportTarget;
  /** 1 is the exact name; below 0.62 is not offered. */
  readonly score: number;
  readonly alias: string;
}

const ACCEPT = 0.62;

/** The targets' labels and aliases in canonical spelling, with answers remembered per text. */
export class Vocabulary {
  readonly words: readonly TargetWords[];
  readonly #known = new Map<string, readonly WordMatch[]>();

  constructor(targets: readonly ImportTarget[]) {
    this.words = targets.map((target) => {
      const plain = target.isTitle === true && target.label.includes('项目') ? PLAIN_NAME : target.fromContext === 'district' ? PLAIN_PLACE : [];
      const aliases = [...new Set([target.label, ...target.aliases, ...plain].map((alias) => canonicalHeader(alias)))]
        .filter((text) => text !== '')
        .map((text) => ({ text, bare: withoutBrackets(text), qualifiers: qualifiersOf(text) }));
      return { target, aliases, annual: aliases.some((alias) => alias.qualifiers.has('annual')) };
    });
  }

  /**
   * Targets a header text may name, best first. `context` are the qualifiers said by parent headers: a match must
   * account for all of them, so 投资额 under 上年底累计完成 never becomes the total.
   */
  match(canonical: string, context: ReadonlySet<Qualifier>): readonly WordMatch[] {
    const key = `${canonical}|${[...context].sort().join()}`;
    const known = this.#known.get(key);
    if (known) return known;
    const matches: WordMatch[] = [];
    const said = new Set([...qualifiersOf(canonical), ...context]);
    for (const { target, aliases, annual } of this.words) {
      let best: WordMatch | undefined;
      for (const alias of aliases) {
        const score = closeness(canonical, alias.text, alias.bare, target.isTitle === true);
        if (score < ACCEPT || score <= (best?.score ?? 0)) continue;
        const told = annual ? new Set<Qualifier>([...alias.qualifiers, 'annual']) : alias.qualifiers;
        const exact = score >= 0.97 && [...context].every((q) => told.has(q));
        if (exact || sameQualifiers(said, alias.qualifiers) || (said.has('annual') && sameQualifiers(said, told))) best = { target, score, alias: alias.text };
      }
      if (best) matches.push(best);
    }
    matches.sort((a, b) => b.score - a.score);
    this.#known.set(key, matches);
    return matches;
  }

  /** The target a figure for the plan year goes to, if there is one. */
  annualMoney(): ImportTarget | undefined {
    return this.match('年度计划投资', new Set()).find((m) => m.target.kind === 'money' && m.score >= 0.9)?.target;
  }
}

/** `isName`: the name column may carry more than the name (项目名称及建设内容) and is still the name column. */
function closeness(header: string, alias: string, aliasBare: string, isName: boolean): number {
  if (header === alias) return 1;
  const bare = withoutBrackets(header);
  if (bare === alias) return 0.98;
  if (bare === aliasBare) return aliasBare === alias ? 0.98 : 0.9;
  const trimmed = bare.replace(PLANNED, '').replace(FILLER, '');
  if (trimmed.length >= 2 && (trimmed === aliasBare || trimmed === aliasBare.replace(FILLER, ''))) return 0.93;
  if (aliasBare.length < 2) return 0;
  const ratio = aliasBare.length / bare.length;
  if (ratio < 1 && bare.endsWith(aliasBare)) {
    return OTHER_THING.test(bare.slice(0, bare.length - aliasBare.length)) ? 0.4 : 0.6 + 0.3 * ratio;
  }
  if (ratio < 1 && isName && aliasBare.length >= 4 && bare.startsWith(aliasBare)) return 0.85;
  if (ratio < 1 && bare.startsWith(aliasBare)) return BENIGN_TAIL.test(bare.slice(aliasBare.length)) ? 0.5 + 0.3 * ratio : 0;
  if (ratio > 1 && bare.length >= 3 && aliasBare.endsWith(bare)) return 0.45 + 0.3 / ratio;
  return 0;
}

/** 合计, 小计, 总额 …: a child header that only says "the whole of my parent". */
export const isWholeWord = (canonical: string): boolean => /^(?:合计|小计|总计|总额|金额|总数|计|总|合计金额|数额|投资合计)$/.test(withoutBrackets(canonical));

/** 总投资, 投资额 …: money as such, whose period is told by the parent header. */
export const isPlainMoney = (canonical: string): boolean =>
  /^(?:计划|项目|预计|安排)?(?:总投资|总额|投资|资金)(?:额|总额|金额|计划|合计)?$|^投资总?额$|^计划数?$/.test(withoutBrackets(canonical));

/** 序号 and its kin. */
export const isSerialHeader = (canonical: string): boolean => /^(?:项目|总|分)?(?:序号|编号|顺序号?|顺号|序|号|no\.?|№)$/.test(withoutBrackets(canonical));

/** 起止年限, 建设周期 …: one column for start and finish. */
export const isRangeHeader = (canonical: string): boolean =>
  /起止|建设(?:年限|周期|工期|期限|期|时间|年份|时限)$|^(?:年限|工期|建设期|期限)$|(?:计划|合同|施工|项目)(?:工期|周期|年限)$|开竣工(?:时间|日期|年[月限份])|开工(?:竣工|建成|完工)/.test(
    withoutBrackets(canonical),
  ) && !/实际|延期|剩余/.test(canonical);

/** Under a 起止 parent: which end a child column holds. */
export function rangeEnd(canonical: string): 'start' | 'finish' | null {
  if (/^(?:计划|拟|预计)?(?:起始?|开始|开工|始|自)(?:年份?|年月|时间|日期|年度)?$/.test(canonical)) return 'start';
  return /^(?:计划|拟|预计)?(?:止|终止?|结束|竣工|完工|建成|迄|至)(?:年份?|年月|时间|日期|年度)?$/.test(canonical) ? 'finish' : null;
}
