// Finds the marks of state secrets in texts and file names: such material must not be entered at all (保密法 第31条; W19 第3条).

/** A mark found: the piece of the text that is one, and why it counts. */
export interface Marking {
  readonly text: string;
  readonly reason: string;
}

interface Rule {
  readonly pattern: RegExp;
  readonly reason: string;
}

const level = '(?:[绝絕]密|[机機]密|[秘祕]密)';
// 商业秘密, 工作秘密 and the like are ordinary words, and laws speak of 国家秘密; only the bare level is a mark.
const ordinaryBefore = '商业|商業|工作|技术|保守|国家|國家|个人|军事|企业|经营|通信|内部|警务|审判|科技|科学|家庭|泄露|侵犯|窃取|刺探|其他|的';
const bareLevel = `(?:[绝絕]密|[机機]密|(?<!${ordinaryBefore})[秘祕]密)级?`;
const star = '[★☆⭐✩✪✫✬✭✮✯✰✱✶⋆]';
const numeral = '[0-9一二三四五六七八九十百]+';
const term = `(?:${numeral}(?:年|个月|月)|长期|永久|启封(?:后解密)?|启用前|解密前)`;
// A list of levels is the heading of a form or a sentence about levels, not the mark of this document.
const notAList = `(?![、/|,;或和及]?(?:□|○)?${level})`;

/** Looked for in every line, blanks taken out. */
const inLine: readonly Rule[] = [
  { pattern: new RegExp(`${bareLevel}${star}`, 'u'), reason: '密级后有“★”标志（GB/T 9704）' },
  // The star typed as an asterisk counts only with a term, because * also marks footnotes.
  { pattern: new RegExp(`${bareLevel}[*※]+${term}`, 'u'), reason: '密级后有“*”和保密期限' },
  {
    pattern: new RegExp(
      `(?:密级|保密级别|保密等级|涉密等级|涉密级别|秘密等级|秘密级别|定密)(?:(?:及|和|与|、)?保密期限)?(?:为|是|定为)?[:=—-]?[【\\[(〔]?(?:[☑✓✔√■]${level}|${level}${notAList})`,
      'u',
    ),
    reason: '写明了密级',
  },
  { pattern: new RegExp(`[【\\[(〔〖{<]${level}级?(?:[·:、,-]?${term})?[】\\])〕〗}>]`, 'u'), reason: '括号内标注了密级' },
  { pattern: new RegExp(`(?:TOPSECRET|SECRET|CONFIDENTIAL|CLASSIFIED)${star}|${star}(?:TOPSECRET|SECRET|CONFIDENTIAL)`, 'iu'), reason: '英文密级后有“★”标志' },
];

const copyNumber = '(?:第?[0-9]{1,8}号?|(?:份号|编号|序号|NO\\.?|№):?[0-9]{1,8}号?)';

/** A line that holds nothing but the level, with what stands beside it on a title page: term, number of the copy, ornaments. */
const wholeLine: Rule = {
  pattern: new RegExp(
    `^[-—_=~.·*※#|★☆]*(?:${copyNumber})?(?:${level}级?(?:文件|件|资料|材料)?|TOPSECRET)[*※]*[(]?(?:${term})?[)]?(?:${copyNumber})?[-—_=~.·*※#|]*$`,
    'iu',
  ),
  reason: '单独成行的密级',
};

/** The level set apart at the head of a line, as on a title page, with wide blanks behind it. */
const lineHead: Rule = { pattern: new RegExp(`^\\s*${level}级?(?:\\t|\\u3000| {2,})\\s*[^\\s★]`, 'u'), reason: '行首单列的密级' };

/** A short text is one stamp even when written from top to bottom. */
const longestStamp = 16;

const bareName = `(?:${level}级?|TOPSECRET)`;
const nameRules: readonly Rule[] = [
  // 机密-方案.xlsx, 方案_秘密.docx, (机密)方案: set apart from the words of the name.
  { pattern: new RegExp(`^${bareName}(?:${term})?[-—_.,+(【\\[]`, 'iu'), reason: '文件名以密级开头' },
  { pattern: new RegExp(`[-—_.,+)】\\]]${bareName}(?:${term})?(?:[-—_.,+(【\\[]|$)`, 'iu'), reason: '文件名中单列了密级' },
];

const blanks = /[\s\u00AD\u200B-\u200F\u2028-\u202F\u2060-\u2064\uFEFF]+/gu;

/** Full-width signs and compatibility forms become plain ones; invisible characters and blanks go. */
const dense = (text: string): string => text.normalize('NFKC').replace(blanks, '');

function match({ pattern, reason }: Rule, text: string): Marking | undefined {
  const [found] = pattern.exec(text) ?? [];
  return found === undefined ? undefined : { text: found.trim(), reason };
}

function firstMatch(rules: readonly Rule[], text: string): Marking | undefined {
  for (const rule of rules) {
    const found = match(rule, text);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Nearly every text is done with here: all marks hold one of these signs. */
const worthReading = /密|secret|confidential|classified|[ＳｓＣｃ]|S\s*E\s*C\s*R/iu;
const wide = /[\u00AD\u2000-\u206F\u2F00-\u2FDF\uF900-\uFAFF\uFEFF]/u;

/** The mark of a state secret in a text, or undefined. Blanks, full-width signs and line breaks do not hide it. */
export function findMarking(text: string): Marking | undefined {
  if (!worthReading.test(text) && !wide.test(text)) return undefined;
  for (const line of text.split(/[\r\n\v\f\u2028\u2029]+/u)) {
    const plain = dense(line);
    if (plain === '') continue;
    const found = firstMatch(inLine, plain) ?? match(wholeLine, plain) ?? match(lineHead, line);
    if (found !== undefined) return found;
  }
  const stamp = dense(text);
  return stamp.length <= longestStamp ? (firstMatch(inLine, stamp) ?? match(wholeLine, stamp)) : undefined;
}

/** The same for the name of a file, where a level set apart by signs or blanks is a mark too. */
export function findMarkingInFileName(name: string): Marking | undefined {
  const base = name.replace(/\.[A-Za-z0-9]{1,5}$/u, '');
  return findMarking(base) ?? firstMatch(nameRules, base.normalize('NFKC').trim().replace(blanks, '_'));
}

// 非涉密, 不涉密, 不含涉密内容, 未涉密, 不属于涉密项目: says the opposite.
const denial = /[非不未无][^，。；、,;]{0,4}涉密/gu;

/**
 * Whether a text says of its project that it is classified. For texts about one project only: a law or a study that
 * speaks about 涉密项目 or 机密级 matters is not classified by that.
 */
export function claimsToBeClassified(text: string): boolean {
  if (!text.includes('密')) return false;
  const plain = dense(text).replace(denial, '');
  return plain.includes('涉密') || /(?:绝密|机密|(?<!商业|工作|国家)秘密)级/u.test(plain);
}

/** What a person is told to do who meets such material (保密法 第31条; 机关、单位发现涉密信息的通行处置). */
export const whatToDo =
  '本系统不得录入、导入涉及国家秘密的内容，没有写入任何数据。请立即停止操作，保持原状，不要自行删除、转发或另存，并马上报告本单位保密办公室处理。';
