// Independent verifier of exported audit files: one file, nothing but Node itself, no line shared with the workstation.
// 独立核验程序：核验工作站导出的审计文件（*.jsonl）。用法见 docs/auditor-guide.md。

import { createHash, createPublicKey, verify as verifyEd25519 } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const usage = `用法：node audit-verify.mjs 文件.jsonl [更多文件…] [--json]
  分几次导出的文件按编号顺序一起给出，接缝处也会核验。
  退出码：0 全部通过；1 发现问题；2 用法不对或文件打不开。`;

const hashes = { intl: 'sha256', gm: 'sm3' };
const sha = (suite, ...parts) => {
  const hash = createHash(hashes[suite]);
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** RFC 8785 for what occurs here: texts, whole numbers, null, and objects and lists of them. */
function canonical(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

// ── Signatures ──────────────────────────────────────────────────────────────────────────────────────────────────

const suiteOfAlgorithm = { ed25519: 'intl', 'sm2-sm3': 'gm' };

const fingerprint = ({ algorithm, key }) => sha(suiteOfAlgorithm[algorithm], `${algorithm}:${key}`).toString('hex').slice(0, 32);

/** Signature over a document: its canonical form without `signatures`, after a line that says what it is. */
function isSigned(document, key, signature) {
  const message = Buffer.from(`drc-signed-document/1\n${canonical(document)}`);
  if (key.algorithm === 'ed25519') {
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key.key, 'hex')]);
    return spki.length === 44 && verifyEd25519(null, message, createPublicKey({ key: spki, format: 'der', type: 'spki' }), signature);
  }
  return key.algorithm === 'sm2-sm3' && isSm2Signed(message, Buffer.from(key.key, 'hex'), signature);
}

// SM2 (GM/T 0003.2, recommended curve GM/T 0003.5, signer 1234567812345678): Node cannot set the signer, so it is done here.
const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const a = p - 3n;
const b = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const g = [0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n, 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n];

const mod = (x, m = p) => ((x % m) + m) % m;

function inverse(x, m) {
  let [r0, r1, s0, s1] = [mod(x, m), m, 1n, 0n];
  while (r1 !== 0n) {
    const q = r0 / r1;
    [r0, r1, s0, s1] = [r1, r0 - q * r1, s1, s0 - q * s1];
  }
  return mod(s0, m);
}

function add(one, other) {
  if (one === null) return other;
  if (other === null) return one;
  const [[x1, y1], [x2, y2]] = [one, other];
  if (x1 === x2 && mod(y1 + y2) === 0n) return null;
  const slope = x1 === x2 ? mod((3n * x1 * x1 + a) * inverse(2n * y1, p)) : mod((y2 - y1) * inverse(x2 - x1, p));
  const x3 = mod(slope * slope - x1 - x2);
  return [x3, mod(slope * (x1 - x3) - y1)];
}

function times(count, point) {
  let sum = null;
  for (let doubled = point, left = count; left > 0n; left >>= 1n, doubled = add(doubled, doubled)) if (left & 1n) sum = add(sum, doubled);
  return sum;
}

const number = (bytes) => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
const bytes32 = (value) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');

function power(base, exponent) {
  let result = 1n;
  for (let factor = base, left = exponent; left > 0n; left >>= 1n, factor = mod(factor * factor)) if (left & 1n) result = mod(result * factor);
  return result;
}

/** The point of a compressed public key (GM/T 0003.1, 4.2.9); p is 3 modulo 4. */
function pointOf(key) {
  if (key.length !== 33 || (key[0] !== 2 && key[0] !== 3)) return undefined;
  const x = number(key.subarray(1));
  const square = mod(x * x * x + a * x + b);
  const root = power(square, (p + 1n) / 4n);
  if (x >= p || mod(root * root) !== square) return undefined;
  return [x, Number(root & 1n) === key[0] - 2 ? root : p - root];
}

function isSm2Signed(message, key, signature) {
  const point = pointOf(key);
  if (point === undefined || signature.length !== 64) return false;
  const [x, y] = point;
  const [r, s] = [number(signature.subarray(0, 32)), number(signature.subarray(32))];
  if (r < 1n || r >= n || s < 1n || s >= n) return false;
  const signer = Buffer.from('1234567812345678');
  const za = sha('gm', Buffer.from([0, signer.length * 8]), signer, ...[a, b, ...g, x, y].map(bytes32));
  const e = number(sha('gm', za, message));
  const t = mod(r + s, n);
  const sum = t === 0n ? null : add(times(s, g), times(t, point));
  return sum !== null && mod(e + sum[0], n) === r;
}

/** The text of a note `text, empty line, — name base64(hint ‖ signature)`, when its signature is good. */
function noteText(note, key) {
  const [, text, encoded] = /^([\s\S]*\n)\n— [^\s+]+ ([A-Za-z0-9+/]+=*)\n$/.exec(note) ?? [];
  if (text === undefined) return undefined;
  const signature = Buffer.from(encoded, 'base64').subarray(4);
  return isSigned({ kind: 'note', text }, key, signature) ? text : undefined;
}

// ── The file ────────────────────────────────────────────────────────────────────────────────────────────────────

const columns = [
  'act_id',
  'actor',
  'at',
  'audit_seq',
  'clock',
  'detail',
  'device',
  'event',
  'login',
  'object_database',
  'object_id',
  'operations',
  'operations_hash',
  'reason',
  'result',
  'roles',
  'suite',
  'user_id',
  'utc_offset',
];

/** Checks one file. `before` is what the file before it ended with: the number and link of its last record. */
async function checkFile(path, before) {
  const problems = [];
  const notes = [];
  const fault = (text) => problems.push(text);
  let header;
  let trailer;
  let seq = 0;
  let link = null;
  let isChained = false;
  let records = 0;
  let lastAt = null;
  let firstAt = null;
  const links = new Map();
  const stated = new Map();
  const checkpoints = [];
  const earlier = { count: 0, digest: { intl: Buffer.alloc(32), gm: Buffer.alloc(32) } };
  const content = createHash('sha256');

  const onHeader = (line) => {
    header = line;
    seq = line.first - 1;
    link = line.before === null ? null : Buffer.from(line.before, 'hex');
    isChained = link !== null;
    if (link !== null) links.set(seq, line.before);
    if (before !== null && (before.seq !== seq || before.link !== line.before || before.origin !== line.origin)) {
      fault(`与前一个文件接不上：前一个到第 ${before.seq} 条，这一个从第 ${line.first} 条开始，或链尾、来源不同`);
    }
  };

  const onRecord = ({ record, link: given }) => {
    records += 1;
    const at = record.audit_seq;
    if (columns.some((column) => !(column in record)) || Object.keys(record).length !== columns.length) fault(`第 ${at} 条记录的项目不全或多余`);
    if (at !== seq + 1) fault(at > seq + 1 ? `缺少第 ${seq + 1} 至 ${at - 1} 条记录` : `第 ${at} 条记录的编号重复或倒序`);
    // Acts are dated when asked for and recorded when done: four minutes of overlap are no fault.
    if (lastAt !== null && Date.parse(record.at) < Date.parse(lastAt) - 240_000) notes.push(`时间倒退：第 ${at} 条早于前一条`);
    firstAt ??= record.at;
    lastAt = record.at;
    const text = canonical(record);
    if (given === null) {
      if (isChained) fault(`第 ${at} 条记录没有连入审计链`);
      earlier.count += 1;
      for (const suite of ['intl', 'gm']) earlier.digest[suite] = sha(suite, Buffer.of(2), earlier.digest[suite], text);
    } else {
      const suite = record.suite in hashes ? record.suite : undefined;
      if (!isChained) {
        isChained = true;
        if (earlier.count > 0) checkOpening(record, earlier, fault);
      }
      const expected = suite && sha(suite, Buffer.of(1), link ?? Buffer.alloc(32), sha(suite, Buffer.of(0), text)).toString('hex');
      if (expected !== given) fault(`第 ${at} 条记录的内容与散列不符，记录被改动、替换或移位`);
      link = Buffer.from(given, 'hex');
      links.set(at, given);
      if (record.event === 'audit.checkpointed')
        stated.set(JSON.parse(record.detail).size, { seq: at, suite, person: `${record.actor}（${record.login ?? ''}）`, ...JSON.parse(record.detail) });
    }
    seq = at;
  };

  for await (const raw of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: 0 })) {
    let line;
    try {
      line = JSON.parse(raw);
    } catch {
      fault(`第 ${records + 2} 行附近不是一条完整的记录，文件被截断或改动`);
      break;
    }
    if (trailer !== undefined) fault('签名之后还有内容');
    if (line.kind === 'signature') trailer = line;
    else content.update(`${raw}\n`);
    if (header === undefined) {
      if (line.kind !== 'drc-audit-export/1') {
        fault('不是工作站导出的审计文件');
        break;
      }
      onHeader(line);
    } else if (line.record !== undefined) onRecord(line);
    else if (line.kind === 'checkpoint') checkpoints.push(line);
    else if (line.kind !== 'signature') fault(`有不认识的行：${String(line.kind)}`);
  }

  const sha256 = content.digest('hex');
  if (header === undefined) return { path, ok: false, problems, notes };
  if (seq !== header.last) fault(`文件称到第 ${header.last} 条，实际到第 ${seq} 条`);
  checkTrailer(trailer, { header, records, sha256 }, fault);
  const signed = checkpoints.filter((checkpoint) => isGoodCheckpoint(checkpoint, { header, links, stated, fault }));
  for (const [size, { seq: at }] of stated) {
    if (size >= header.first - 1 && !checkpoints.some((checkpoint) => checkpoint.size === size)) fault(`第 ${at} 条记录所记的签名检查点不在文件中`);
  }
  const newest = Math.max(0, ...signed.map(({ size }) => size));
  if (newest < seq) notes.push(`第 ${Math.max(newest + 1, header.first)} 至 ${seq} 条记录在最后一个签名检查点之后，只由导出人的签名担保`);
  if (header.purged !== null) notes.push(`第 ${header.purged.through} 条及以前的记录已按期清理`);
  return {
    path,
    ok: problems.length === 0,
    origin: header.origin,
    exportId: header.exportId,
    first: header.first,
    last: seq,
    records,
    firstAt,
    lastAt,
    head: link === null ? null : link.toString('hex'),
    checkpoints: signed.length,
    signers: signersOf(signed, stated, trailer),
    problems,
    notes,
  };
}

/** Fingerprint of each key, and who signed with it as far as the audit says. */
function signersOf(checkpoints, stated, trailer) {
  const persons = new Map();
  for (const { size, key } of checkpoints) persons.set(fingerprint(key), stated.get(size)?.person ?? persons.get(fingerprint(key)) ?? '');
  if (trailer !== undefined && !persons.has(fingerprint(trailer.key))) persons.set(fingerprint(trailer.key), '导出人');
  return [...persons].map(([print, person]) => `${print}  ${person}`);
}

/** The first record of the chain states how many records came before it, and their hash. */
function checkOpening(record, earlier, fault) {
  const { records, hash } = record.event === 'audit.opened' ? JSON.parse(record.detail) : {};
  if (records !== earlier.count || hash !== earlier.digest[record.suite]?.toString('hex')) fault('启用审计链之前的记录与启用时所记的数目或散列不符');
}

function checkTrailer(trailer, { header, records, sha256 }, fault) {
  if (trailer === undefined) {
    fault('文件没有导出人的签名，可能被截断');
    return;
  }
  const { statement, key, signature } = trailer;
  const isSound =
    statement?.kind === 'audit-export' &&
    statement.exportId === header.exportId &&
    statement.records === records &&
    statement.sha256 === sha256 &&
    signature?.key_id === fingerprint(key) &&
    isSigned(statement, key, Buffer.from(signature.value, 'hex'));
  if (!isSound) fault('导出人的签名与文件内容不符，文件被改动');
}

function isGoodCheckpoint({ size, head, at, cause, key, note }, { header, links, stated, fault }) {
  const text = noteText(note, key);
  const record = stated.get(size);
  const faults = [
    text !== `${header.origin}\n${size}\n${head}\ntime ${at}\n` && '签名不符',
    links.get(size) !== head && '链尾不符',
    // The record that a checkpoint was signed follows it; in a part of the audit it may lie behind the end.
    record !== undefined &&
      (record.key !== key.key || record.algorithm !== key.algorithm || record.cause !== cause || record.note !== sha(record.suite, note).toString('hex')) &&
      '与审计记录不符',
    record === undefined && [...links.keys()].some((seq) => seq > size + 1) && size >= header.first && '审计记录中没有它',
  ].filter(Boolean);
  if (faults.length > 0) fault(`大小为 ${size} 的签名检查点不对：${faults.join('、')}`);
  return faults.length === 0;
}

// ── The command ─────────────────────────────────────────────────────────────────────────────────────────────────

const print = (line) => process.stdout.write(`${line}\n`);
const complain = (line) => process.stderr.write(`${line}\n`);

function say(report) {
  print(`${report.ok ? '通过' : '未通过'}  ${report.path}`);
  if (report.origin !== undefined) {
    print(`  来源 ${report.origin}，第 ${report.first} 至 ${report.last} 条，共 ${report.records} 条`);
    print(`  时间 ${report.firstAt} 至 ${report.lastAt}`);
    print(`  签名检查点 ${report.checkpoints} 个`);
    print(`  签名人（请与工作站核验审计链时显示的指纹核对）：`);
    for (const signer of report.signers) print(`    ${signer}`);
  }
  for (const problem of report.problems.slice(0, 50)) print(`  问题：${problem}`);
  if (report.problems.length > 50) print(`  …… 共 ${report.problems.length} 处问题`);
  for (const note of report.notes.slice(0, 50)) print(`  说明：${note}`);
}

const args = process.argv.slice(2);
const files = args.filter((argument) => !argument.startsWith('--'));
const json = args.includes('--json');
if (files.length === 0 || args.some((argument) => argument.startsWith('--') && argument !== '--json')) {
  complain(usage);
  process.exitCode = 2;
} else {
  const reports = [];
  let before = null;
  try {
    for (const file of files) {
      const report = await checkFile(file, before);
      before = { seq: report.last, link: report.head, origin: report.origin };
      reports.push(report);
    }
    if (json) print(JSON.stringify({ ok: reports.every(({ ok }) => ok), files: reports }));
    else reports.forEach(say);
    process.exitCode = reports.every(({ ok }) => ok) ? 0 : 1;
  } catch (error) {
    complain(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exitCode = 2;
  }
}
