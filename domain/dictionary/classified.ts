// Finds the marks of state secrets in a text: such material must not be entered at all (保密法 第31条; W19 第3条).

const level = '(?:绝密|机密|秘密)';
// 商业秘密, 工作秘密 and the like are ordinary words; only the bare level is a mark.
const bareLevel = `(?:绝密|机密|(?<!商业|工作|技术|保守|国家|个人|军事)秘密)`;

const marks: readonly RegExp[] = [
  // GB/T 9704: 机密★1年, 秘密★启封后解密. The star makes the mark.
  new RegExp(`${bareLevel}[★☆]`, 'u'),
  // The star typed as an asterisk counts only with a term, because * also marks footnotes.
  new RegExp(`${bareLevel}[*＊](?:\\d+[年月]|长期|启封)`, 'u'),
  new RegExp(`密级[:：]?${level}`, 'u'),
  new RegExp(`[【[（(〔]${level}级?[】\\]）)〕]`, 'u'),
  // A cell that holds nothing but the level.
  new RegExp(`^${level}级?$`, 'u'),
];

// 非涉密, 不涉密, 不含涉密内容, 未涉密, 不属于涉密项目: says the opposite.
const denial = /[非不未无][^，。；、,;]{0,4}涉密/gu;

/** The mark of a state secret in a text, or undefined. Blanks inside do not hide it. */
export function classificationMark(text: string): string | undefined {
  const dense = text.replace(/\s+/gu, '');
  for (const mark of marks) {
    const [found] = mark.exec(dense) ?? [];
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Whether a text says of its project that it is classified. For texts about one project only: a law or a study that
 * speaks about 涉密项目 is not classified by that.
 */
export function claimsToBeClassified(text: string): boolean {
  return text.replace(/\s+/gu, '').replace(denial, '').includes('涉密');
}
