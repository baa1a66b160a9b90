// The details of an audit record as label and text, for people.

export interface Fact {
  readonly label: string;
  readonly text: string;
}

/** Shown elsewhere: they have columns of their own. */
const ownColumn: ReadonlySet<string> = new Set(['database', 'id', 'reason']);

const labels: Readonly<Record<string, string>> = {
  accounts: '账号',
  approved: '批准',
  algorithm: '签名算法',
  batch: '批次',
  cause: '原因',
  changed: '修改',
  code: '代码',
  count: '数目',
  created: '新增',
  exportId: '导出编号',
  facts: '情况',
  fields: '字段',
  file: '文件',
  filter: '筛选条件',
  firstAt: '最早时间',
  hash: '文件散列',
  head: '链尾',
  ids: '编号',
  kind: '类别',
  label: '名称',
  lastAt: '最晚时间',
  login: '登录名',
  name: '名称',
  note: '说明',
  ok: '结果正常',
  overrides: '经确认保留',
  permission: '权限',
  procedure: '操作',
  programVersion: '程序版本',
  projects: '项目数',
  public: '公开导出',
  purpose: '用途',
  records: '记录数',
  rejected: '拒绝',
  removed: '删除',
  request: '导出申请',
  restored: '恢复',
  rows: '行数',
  secrecy: '最高密级',
  seed: '种子',
  size: '长度',
  source: '来源',
  text: '内容',
  through: '截止编号',
  unchanged: '不变',
  undone: '撤销的批次',
  user: '用户标识',
  view: '视图',
  wrongPasswords: '此前密码错误次数',
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
