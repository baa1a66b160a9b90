// The details of an audit record as label and text, for people.

export interface Fact {
  readonly label: string;
  readonly text: string;
}

/** Shown elsewhere: they have columns of their own. */
const ownColumn: ReadonlySet<string> = new Set(['database', 'id', 'reason']);

const labels: Readonly<Record<string, string>> = {
  accounts: '账号',
  action: '动作',
  algorithm: '签名算法',
  approved: '批准',
  auditSize: '审计长度',
  backup: '备份',
  batch: '批次',
  bytes: '字节数',
  cause: '原因',
  changed: '修改',
  code: '代码',
  copies: '副本条数',
  count: '数目',
  counts: '次数',
  created: '新增',
  deviceSecret: '设备密钥保存在',
  exportId: '导出编号',
  facts: '情况',
  failures: '连续失败次数',
  field: '字段',
  fields: '字段',
  file: '文件',
  filter: '筛选条件',
  first: '起始编号',
  firstAt: '最早时间',
  floor: '最近可信时间',
  from: '原状态',
  gaps: '空白数',
  generation: '密钥代数',
  hash: '文件散列',
  head: '链尾',
  ids: '编号',
  issuer: '签发方',
  key: '签名公钥',
  kind: '类别',
  label: '名称',
  last: '截止编号',
  lastAt: '最晚时间',
  level: '级别',
  login: '登录名',
  name: '名称',
  names: '项目',
  note: '说明',
  ok: '结果正常',
  operationThrough: '变更日志截止编号',
  operations: '变更条数',
  operationsHash: '变更日志散列',
  overrides: '经确认保留',
  permission: '权限',
  person: '人员',
  problems: '问题数',
  procedure: '操作',
  profile: '密码策略',
  programVersion: '程序版本',
  projects: '项目数',
  proposal: '申请',
  public: '公开导出',
  purpose: '用途',
  records: '记录数',
  refusedBefore: '此前被拒绝次数',
  rejected: '拒绝',
  removed: '删除',
  request: '导出申请',
  restored: '恢复',
  roles: '角色',
  rows: '行数',
  secrecy: '最高密级',
  seed: '种子',
  serial: '授权序号',
  sheet: '工作表',
  size: '长度',
  source: '来源',
  state: '状态',
  suite: '算法套件',
  text: '内容',
  through: '截止编号',
  to: '新状态',
  unchanged: '不变',
  undone: '撤销的批次',
  user: '用户标识',
  utcOffset: '时差（分钟）',
  version: '版本',
  view: '视图',
  witness: '监销人',
  wrongPasswords: '此前密码错误次数',
  zone: '区域',
};

/** Everything a detail says, in its order; names without a word of their own are shown as they are. */
export function factsOf(detail: Readonly<Record<string, unknown>>): Fact[] {
  return Object.entries(detail).flatMap(([name, value]) => {
    const text = textOf(value);
    return ownColumn.has(name) || text === '' ? [] : [{ label: Object.hasOwn(labels, name) ? (labels[name] ?? name) : name, text }];
  });
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value) && value.every((each) => typeof each === 'string' || typeof each === 'number')) return value.join('、');
  return JSON.stringify(value);
}
