// The certificate of a retired station: one printable page, complete in itself.

export interface Certificate {
  readonly number: string;
  readonly at: string;
  readonly station: {
    readonly replicaId: string;
    readonly deviceId: string;
    readonly computer: string;
    readonly zone: string;
    readonly programVersion: string;
  };
  readonly reason: string;
  readonly administrator: { readonly name: string; readonly login: string; readonly staffNo: string };
  readonly witness: string;
  readonly audit: { readonly size: number; readonly head: string };
  readonly unsent: number;
  /** SHA-256 of what was destroyed, as it last lay on the disk (encrypted). */
  readonly destroyed: readonly { readonly file: string; readonly bytes: number; readonly sha256: string }[];
  readonly erased: { readonly files: number; readonly bytes: number };
  readonly left: readonly string[];
  readonly deviceSecret: 'os' | 'file' | 'none';
  /** SHA-256 over all of the above. */
  readonly digest: string;
}

const deviceSecrets = {
  os: '操作系统密钥库中的本机密钥已删除',
  file: '用户目录中的本机密钥文件已覆盖并删除',
  none: '本机未使用本机密钥',
} as const;

/** UTF-8 HTML without any outside reference; A4. */
export function certificatePage(of: Certificate): string {
  const { station, administrator, audit } = of;
  const facts: readonly (readonly [string, string])[] = [
    ['证书编号', of.number],
    ['销毁时间', `${local(of.at)}（${of.at}）`],
    ['工作站', `${station.computer}，设备号 ${station.deviceId}`],
    ['副本标识', station.replicaId],
    ['分区', station.zone],
    ['程序版本', station.programVersion],
    ['退役原因', of.reason],
    ['审计记录', `共 ${audit.size} 条，末条链接值 ${audit.head}`],
    ['未上报的修改', of.unsent === 0 ? '无' : `${of.unsent} 条，经确认一并销毁`],
    ['密钥', `全部密钥槽与恢复块已覆盖并删除；${deviceSecrets[of.deviceSecret]}`],
    ['文件', `覆盖并删除 ${of.erased.files} 个文件，共 ${of.erased.bytes} 字节（含本机备份、修改日志与隔离区）`],
    ['遗留文件', of.left.length === 0 ? '无' : of.left.join('、')],
  ];
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>数据销毁证书 ${escaped(of.number)}</title>
<style>
@page { size: A4; margin: 20mm; }
body { font: 10.5pt/1.7 "Noto Serif SC", "Source Han Serif SC", SimSun, serif; color: #000; max-width: 170mm; margin: 0 auto; }
h1 { font-size: 20pt; text-align: center; letter-spacing: .3em; margin: 0 0 8mm; }
table { width: 100%; border-collapse: collapse; margin: 0 0 6mm; }
th, td { border: .6pt solid #000; padding: 1.5mm 2.5mm; text-align: left; vertical-align: top; font-weight: normal; overflow-wrap: anywhere; }
th { width: 26mm; white-space: nowrap; }
code { font: 8pt/1.5 Consolas, "Courier New", monospace; }
.signatures { display: flex; justify-content: space-between; margin-top: 16mm; }
.small { font-size: 9pt; }
</style>
</head>
<body>
<h1>数据销毁证书</h1>
<table>
${facts.map(([label, value]) => `<tr><th>${escaped(label)}</th><td>${escaped(value)}</td></tr>`).join('\n')}
</table>
<table>
<tr><th>已销毁的文件</th><th>字节</th><th>销毁前密文的 SHA-256</th></tr>
${of.destroyed.map(({ file, bytes, sha256 }) => `<tr><td>${escaped(file)}</td><td>${bytes}</td><td><code>${sha256}</code></td></tr>`).join('\n')}
</table>
<p>本机数据以密文保存，密钥已按上述方式销毁，剩余存储介质上的密文无法再解密。对固态硬盘不保证逐块覆盖；介质报废仍应按单位的保密规定处理。此前另行保存到其他介质的备份须单独登记和销毁：缺少本机密钥时，它们只能由系统管理员和安全管理员凭恢复单共同打开，恢复单应一并销毁。</p>
<div class="signatures"><span>系统管理员：${escaped(administrator.name)}（${escaped([administrator.login, administrator.staffNo].filter((part) => part !== '').join('，'))}）　签字：＿＿＿＿＿＿</span><span>监销人：${escaped(of.witness)}　签字：＿＿＿＿＿＿</span></div>
<p class="small">本证书内容的 SHA-256：<code>${of.digest}</code></p>
</body>
</html>
`;
}

const local = (at: string): string => new Date(at).toLocaleString('zh-CN', { hour12: false });

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
