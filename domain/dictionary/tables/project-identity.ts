// The project master 项目主表, first part: what a project is, whose it is and where (domain.md §1.1).

import type { Field, RecordValues } from '../field.ts';
import { code, decimal, flag, ref, refs, section, text, texts } from './field-kinds.ts';

const isCentral = { text: '中央预算内投资项目', test: (r: RecordValues) => typeof r['program_code'] === 'string' };
const isPastApproval = {
  text: '审批、核准、备案之后',
  test: (r: RecordValues) => typeof r['lifecycle_stage'] === 'string' && r['lifecycle_stage'] >= '120' && r['lifecycle_stage'] < '900',
};

export const identityFields: readonly Field[] = [
  ...section('项目身份', 'identity', [
    text('national_code', '国家项目代码', 24, 'W1–W4; L1 第10条; L2 第4条', {
      required: isPastApproval,
      searched: true,
      check: 'project_code',
      aliases: ['项目代码', '项目编码', '国家编码', '投资项目代码', '项目统一代码', '项目赋码', '项目编码(国家)'],
      help: '24 位，形如 2101-370211-04-01-123456；2020 年 11 月前为旧编码规则。',
    }),
    text('local_code', '地方项目代码', 32, 'G3', { aliases: ['项目编码(地方)', '地方编码'] }),
    text('project_name', '项目名称', 200, 'G3; W2', {
      required: true,
      searched: true,
      aliases: ['项目名', '工程名称', '工程名', '名称', '项目单位及名称', '建设项目名称', '项目(工程)名称'],
      help: '4–100 个汉字，不含换行；凡使用项目名称时均要标注项目代码。',
      column: 290,
    }),
    text('short_name', '项目简称', 60, 'G4', { searched: true, aliases: ['简称'] }),
    text('ppp_code', 'PPP 管理码', 40, 'W4 §8'),
  ]),

  ...section('项目分类', 'identity', [
    code('mgmt_mode', '管理方式', 'mgmt_mode', 'L1; L2; G3', { required: true, aliases: ['审批类型', '审批方式', '审批核准备案', '审核备类型'] }),
    code('project_kind', '项目类型', 'project_kind', 'W5', { required: true }),
    code('construction_nature', '建设性质', 'construction_nature', 'G3; L1 第2条', {
      required: true,
      group: 'content',
      aliases: ['项目性质'],
    }),
    text('industry_code', '国标行业', 5, 'G3; G6', {
      required: true,
      group: 'content',
      role: 'dimension',
      check: 'industry',
      aliases: ['行业代码', '国民经济行业', '行业分类代码', '国标行业代码'],
      help: 'GB/T 4754 门类字母加 2–4 位数字，如 C39。',
    }),
    code('industry_std_version', '行业分类版本', 'industry_version', 'G6', { required: true, group: 'content', help: '2011 版与 2017 版的大类 79 起错一位。' }),
    code('mgmt_sector', '所属行业', 'mgmt_sector', 'G3; W23', {
      required: true,
      group: 'content',
      aliases: ['行业', '行业类别', '行业分类', '产业类别', '项目领域', '领域分类', '项目类别', '项目分类', '所属领域', '所属行业(管理口径)'],
    }),
    text('industry_guidance_item', '产业结构调整指导目录条目', 100, 'G8; L2 第20条', {
      group: 'content',
      aliases: ['产业目录条目'],
      help: '淘汰、禁止类不得备案（R33）。',
    }),
    refs('plan_basis_ids', '规划依据', 'plan_document', 'S0; L1 第11条', { group: 'content' }),
    texts('tags', '标签', 'G4', { group: 'content', role: 'dimension', aliases: ['项目标签'] }),
  ]),

  ...section('责任单位', 'identity', [
    ref('owner_org_id', '项目法人单位', 'org', 'G3', {
      required: true,
      aliases: [
        '项目(法人)单位',
        '项目单位',
        '项目单位(法人)',
        '建设单位',
        '法人单位',
        '项目法人',
        '项目业主',
        '业主单位',
        '业主',
        '实施单位',
        '建设主体',
        '实施主体',
        '项目实施主体',
        '申报单位',
        '项目申报单位',
        '单位名称',
      ],
    }),
    text('owner_uscc', '统一社会信用代码', 18, 'G7', {
      required: true,
      searched: true,
      check: 'uscc',
      aliases: ['信用代码', '社会信用代码', '法人代码', '单位统一社会信用代码'],
      help: '18 位；校验位不符时可写明理由后保留（个别登记代码确有此情况）。',
    }),
    ref('competent_dept_id', '主管部门', 'org', 'S0', { role: 'dimension', aliases: ['行业主管部门', '主管单位', '项目主管单位', '项目主管部门'] }),
    ref('responsible_org_id', '责任单位', 'org', 'S0', {
      required: true,
      role: 'dimension',
      aliases: ['牵头单位', '牵头部门', '主责单位', '责任部门'],
      help: '统计维度“责任归属”。',
      column: 150,
    }),
    ref('supervisor_org_id', '日常监管直接责任单位', 'org', 'W7 第11条; W9', {
      required: isCentral,
      aliases: ['监管单位', '日常监管单位', '日常监管责任单位', '监管责任单位'],
    }),
    ref('supervisor_person_id', '监管责任人', 'person', 'W9', {
      required: isCentral,
      sensitivity: 'internal',
      aliases: ['日常监管责任人', '监管责任人姓名'],
      help: '开工到现场、建设到现场、竣工到现场。',
    }),
    ref('owner_resp_person_id', '项目责任人', 'person', 'G3', { required: true, sensitivity: 'internal', aliases: ['项目负责人', '单位负责人'] }),
    ref('contact_person_id', '项目联系人', 'person', 'G3', { required: true, sensitivity: 'internal', aliases: ['联系人'] }),
    ref('lead_official_id', '包抓领导', 'person', 'G4', { role: 'dimension', aliases: ['联系领导', '包保领导', '分管领导', '市级领导'] }),
  ]),

  ...section('建设地点', 'identity', [
    code('region_code', '建设地点', 'region', 'G3; G4', {
      required: true,
      aliases: ['建设地点(区市)', '区市', '所在区市', '所属区市', '项目地点', '所在地', '所在市县', '所在区县', '隶属区县', '行政区划', '所属地区', '地区'],
      column: 90,
    }),
    flag('is_cross_region', '跨区市', 'G3; G4', { aliases: ['是否跨区市'] }),
    code('zone_code', '功能区', 'zone', 'W22', { aliases: ['所在功能区', '园区', '所属园区'], help: '功能区口径的排名用它；与区市口径不能相加。' }),
    text('address', '详细地址', 200, 'G3', {
      required: true,
      group: 'content',
      searched: true,
      aliases: ['建设地址', '项目位置', '项目地址', '详细地点', '具体地点'],
    }),
    decimal('longitude', '经度', '°', { scale: 6, min: 73, max: 136 }, 'S0; G4', { group: 'content', help: 'CGCS2000 经度；项目图形在地图中维护。' }),
    decimal('latitude', '纬度', '°', { scale: 6, min: 3, max: 54 }, 'S0; G4', { group: 'content', help: 'CGCS2000 纬度。' }),
  ]),
];
