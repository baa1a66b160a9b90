// Import targets for the tests of this folder: the fields of a key-project list with the header texts seen in real lists.

import type { ImportTarget } from './types.ts';

export const sampleTargets: readonly ImportTarget[] = [
  { id: 'project_name', label: '项目名称', aliases: ['项目名', '工程名称', '工程名', '名称', '项目单位及名称', '标题'], kind: 'text', isTitle: true },
  { id: 'national_code', label: '国家项目代码', aliases: ['项目代码', '项目编码', '投资项目代码'], kind: 'text', identifies: true },
  {
    id: 'owner_org_name',
    label: '建设单位',
    aliases: ['实施单位', '项目单位', '项目法人', '建设主体', '法人单位', '项目实施主体', '项目（法人）单位', '项目业主', '业主单位', '业主', '所属公司'],
    kind: 'ref',
  },
  {
    id: 'region_code',
    label: '建设地点(区市)',
    aliases: ['隶属区县', '所在市县', '所在区县', '区市', '所在省辖市、县区', '所在盟市'],
    kind: 'code',
    fromContext: 'district',
    codeItems: [
      { code: '370202', name: '市南区' },
      { code: '370203', name: '市北区' },
      { code: '370211', name: '黄岛区', aliases: ['西海岸新区'] },
      { code: '370281', name: '胶州市' },
      { code: '370285', name: '莱西市' },
    ],
  },
  { id: 'address', label: '建设地点', aliases: ['项目地点', '建设地址', '所在地', '项目位置'], kind: 'text' },
  {
    id: 'construction_content',
    label: '主要建设内容',
    aliases: ['建设内容', '建设规模和内容', '建设规模及内容', '建设规模及主要内容', '拟建设规模', '项目内容', '项目简介'],
    kind: 'text',
  },
  { id: 'construction_scale', label: '主要建设规模', aliases: ['建设规模'], kind: 'text' },
  { id: 'total_investment', label: '总投资', aliases: ['项目总投资', '总投资额', '投资额'], kind: 'money' },
  {
    id: 'year_plan',
    label: '年度计划投资',
    aliases: ['年度投资', '本年度计划投资', '年计划投资', '计划投资', '预计投资', '投资计划', '计划完成投资'],
    kind: 'money',
  },
  {
    id: 'year_goal',
    label: '年度建设目标',
    aliases: ['年度工作目标', '年度目标', '当年工作目标', '进度目标或新增效益', '年主要建设任务', '年工作计划', '工程形象进度', '计划形象进度'],
    kind: 'text',
  },
  {
    id: 'planned_start',
    label: '拟开工日期',
    aliases: ['开工年份', '开工时间', '开工年度', '计划开工'],
    kind: 'date',
    partialDate: true,
    pairedWith: 'planned_finish',
  },
  { id: 'planned_finish', label: '拟建成日期', aliases: ['竣工年份', '竣工时间', '完工年份', '计划竣工'], kind: 'date', partialDate: true },
  {
    id: 'construction_nature',
    label: '建设性质',
    aliases: ['项目性质'],
    kind: 'code',
    codeItems: [
      { code: '1', name: '新建' },
      { code: '2', name: '扩建' },
      { code: '3', name: '改建', aliases: ['改扩建'] },
      { code: '5', name: '迁建' },
    ],
  },
  {
    id: 'year_nature',
    label: '年度性质',
    aliases: ['建设阶段', '建设批次', '建设状态'],
    kind: 'code',
    fromContext: 'status',
    codeItems: [
      { code: '1', name: '新开工', aliases: ['计划开工', '计划新开工'] },
      { code: '2', name: '续建', aliases: ['在建'] },
      { code: '3', name: '竣工投产', aliases: ['竣工', '投产'] },
    ],
  },
  { id: 'responsible_org_name', label: '责任单位', aliases: ['牵头单位', '项目主管单位', '监管单位', '主管部门', '主管单位', '主责单位'], kind: 'ref' },
  {
    id: 'mgmt_sector',
    label: '所属行业',
    aliases: ['项目类别', '产业类别', '项目分类', '项目大类', '行业分类', '项目类型', '项目领域', '领域分类', '行业类别'],
    kind: 'text',
  },
  { id: 'ytd_done', label: '本年累计完成投资', aliases: ['年度累计完成投资', '年度完成投资'], kind: 'money' },
  { id: 'cum_done', label: '累计完成投资', aliases: ['开工以来累计完成投资'], kind: 'money' },
  { id: 'remark', label: '备注', aliases: ['说明'], kind: 'text' },
];
