// The two sets of rules for passwords, as an administrator chooses between them.

import type { SessionState } from '#domain/contract/session.ts';

type Profile = SessionState['passwordProfile'];

export const profileChoices: readonly { readonly value: Profile; readonly label: string; readonly text: string }[] = [
  { value: 'mlps3', label: '等级保护三级', text: '至少 10 位，大小写字母、数字、其他字符至少三类，90 天更换一次，不能用最近 5 次的密码。' },
  { value: 'asvs5', label: '长口令', text: '至少 8 位，用一句好记的长话即可，不要求字符种类，也不定期更换；已泄露的常见密码一律不接受。' },
];

export const suiteChoices: readonly { readonly value: SessionState['suite']; readonly label: string; readonly text: string }[] = [
  { value: 'intl', label: '国际通用算法', text: 'AES、SHA-256、Ed25519。速度快，没有特别要求时选它。' },
  { value: 'gm', label: '国密算法', text: 'SM2、SM3、SM4。软件实现，未经商用密码产品认证；以后可以更换。' },
];
