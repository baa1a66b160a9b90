// The two password profiles: mlps3 (等保三级 8.1.4.1 a) and asvs5 (OWASP ASVS 5.0 §6.2). What a password must be, one sentence per fault.

export const passwordProfileIds = ['mlps3', 'asvs5'] as const;
export type PasswordProfileId = (typeof passwordProfileIds)[number];

interface Profile {
  /** Characters (code points after NFKC, as the password is stretched), not bytes and not UTF-16 units. */
  readonly shortest: number;
  /** Of capital letters, small letters, digits and everything else. */
  readonly kinds: number;
  /** Days until it has to be changed; null when it never has to (ASVS 6.2.10). */
  readonly days: number | null;
  /** The person's last passwords that may not come back. */
  readonly remembered: number;
}

export const passwordProfiles: Readonly<Record<PasswordProfileId, Profile>> = {
  mlps3: { shortest: 10, kinds: 3, days: 90, remembered: 5 },
  asvs5: { shortest: 8, kinds: 1, days: null, remembered: 1 },
};

/** Longer ones are refused, never cut (ASVS 6.2.9). */
const longestPassword = 128;

/** Words anybody would try first here. */
const organisationWords = [
  '青岛',
  '青岛市',
  '发改委',
  '发展改革',
  '发展和改革委员会',
  'qingdao',
  'fagaiwei',
  'fagai',
  'qdfgw',
  'qdsfgw',
  'drc',
  'ndrc',
  'admin',
  'password',
  'workstation',
];

export interface PasswordJudge {
  /** Login, name, staff number and unit of the person. */
  readonly words: readonly string[];
  /** Whether the password, in small letters, is among those that leaked most often. */
  readonly isCommon: (password: string) => boolean;
}

/** The faults of a password, as sentences; empty when it may be used. That an old password comes back is judged elsewhere: it needs the old ones. */
export function passwordFaults(profileId: PasswordProfileId, password: string, { words, isCommon }: PasswordJudge): string[] {
  const { shortest, kinds } = passwordProfiles[profileId];
  const text = password.normalize('NFKC');
  const length = [...text].length;
  const faults: string[] = [];
  if (length < shortest) faults.push(`密码至少 ${shortest} 位，现在是 ${length} 位。`);
  if (length > longestPassword) faults.push(`密码最多 ${longestPassword} 位，现在是 ${length} 位。`);
  if (kindsIn(text) < kinds) faults.push('密码要包含大写字母、小写字母、数字、其他字符（符号或汉字）中的至少三种。');
  if (new Set(text).size < 4) faults.push('密码里不同的字符太少，请换一个不重复的密码。');
  if (isCommon(text.toLowerCase())) faults.push('这个密码在已泄露的常用密码表中，请换一个。');
  const known = knownWordIn(text, words);
  if (known !== undefined) faults.push(`密码不能由单位名称、姓名、登录名（“${known}”）加数字或符号组成，请换一个。`);
  return faults;
}

/** How many of capital letters, small letters, digits and everything else occur. */
function kindsIn(text: string): number {
  return [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(text)).length;
}

/** The longest word of the organisation or the person in a password that holds nothing else beside digits and symbols. */
function knownWordIn(text: string, words: readonly string[]): string | undefined {
  const bare = lettersOf(text);
  const known = [...organisationWords, ...words].map(lettersOf).filter((word) => [...word].length >= 2 && bare.includes(word));
  const longestFirst = known.toSorted((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((left, word) => left.replaceAll(word, ''), bare);
  return rest === '' ? longestFirst[0] : undefined;
}

const lettersOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}]/gu, '');

const dayMs = 86_400_000;

/** Whole days until the password has to be changed, 0 and below when it is due; null when it never has to. */
export function passwordDaysLeft(profileId: PasswordProfileId, setAt: string | null, now: string): number | null {
  const { days } = passwordProfiles[profileId];
  if (days === null || setAt === null) return null;
  return Math.ceil((Date.parse(setAt) + days * dayMs - Date.parse(now)) / dayMs);
}
