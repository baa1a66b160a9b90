// Invented experts: names put together, numbers that are well formed and obviously nobody's.

import { personCheckCharacter } from '#domain/codes/person-number.ts';
import { addYears, iso, monthOf, workday, dayOfYearMonth, yearOf, type Day } from './calendar.ts';
import { personName } from './names.ts';
import { demoMobile, orgId, orgName, orgNumber } from './parties.ts';
import { districts } from './places.ts';
import { Random, demoId } from './random.ts';
import type { Values } from './rows.ts';
import { ids, streams } from './streams.ts';

interface Field {
  readonly specialty: string;
  readonly major: string;
  readonly industry: string;
  readonly work: string;
}

const fieldsOfWork: readonly Field[] = [
  { specialty: '17', major: '土木工程', industry: 'E47', work: '学校、医院等公共建筑' },
  { specialty: '18', major: '给排水科学与工程', industry: 'N78', work: '城市管网与污水处理' },
  { specialty: '06', major: '道路桥梁与渡河工程', industry: 'G54', work: '城市道路与桥梁' },
  { specialty: '07', major: '交通工程', industry: 'G53', work: '城市轨道交通' },
  { specialty: '02', major: '水利水电工程', industry: 'N76', work: '水库除险与河道治理' },
  { specialty: '14', major: '机械工程', industry: 'C35', work: '智能制造与装备产业' },
  { specialty: '12', major: '化学工程与工艺', industry: 'C26', work: '化工与新材料' },
  { specialty: '10', major: '计算机科学与技术', industry: 'I65', work: '政务信息化' },
  { specialty: '19', major: '环境工程', industry: 'N77', work: '生态修复与环境治理' },
  { specialty: '31', major: '区域经济学', industry: 'M74', work: '发展规划与区域经济' },
  { specialty: '32', major: '会计学', industry: 'L72', work: '投资估算与财务评价' },
  { specialty: '33', major: '产业经济学', industry: 'M73', work: '产业与科技政策' },
  { specialty: '34', major: '法学', industry: 'L72', work: '招标投标与合同法律事务' },
  { specialty: '35', major: '工程管理', industry: 'M74', work: '绩效评价与后评价' },
  { specialty: '03', major: '电气工程及其自动化', industry: 'D44', work: '电力与新能源' },
  { specialty: '01', major: '农业工程', industry: 'A01', work: '现代农业与海洋渔业' },
];

const titles = [
  { code: '411', name: '研究员' },
  { code: '411', name: '正高级工程师' },
  { code: '412', name: '高级工程师' },
  { code: '412', name: '副教授' },
  { code: '412', name: '高级经济师' },
] as const;

/** Region 379999 does not exist: the number is correct in form and belongs to nobody. */
function demoPersonNumber(born: Day, order: number, isMale: boolean): string {
  const body = `379999${iso(born).replaceAll('-', '')}${String(((order * 2) % 998) + (isMale ? 1 : 0)).padStart(3, '0')}`;
  return body + personCheckCharacter(body);
}

const expertId = (seed: number, index: number): string => demoId(seed, ids.expert, index);

/** The index-th expert; how many have left or are suspended follows from the day. */
export function expertRow(seed: number, index: number, today: Day): Values {
  const random = new Random(seed, streams.expert, index);
  const isMale = random.chance(0.66);
  const born = dayOfYearMonth(random.int(1958, 1990), random.int(1, 12), random.int(1, 28));
  const field = random.pick(fieldsOfWork);
  const second = random.pick(fieldsOfWork);
  const org = random.chance(0.7)
    ? orgNumber.institute(random.int(0, 9))
    : random.chance(0.5)
      ? orgNumber.districtBureau(random.pick(districts), 'industry')
      : orgNumber.cityDrc;
  const workplace = orgName(seed, org);
  const doctor = random.chance(0.35);
  const title = random.pick(titles);
  // Admitted 2021–2026, for three years, most of them renewed.
  const admitted = workday(dayOfYearMonth(random.int(2021, 2025), random.int(1, 12), random.int(1, 28)));
  const isPending = admitted > today;
  const until = random.chance(0.85) ? addYears(admitted, admitted + 1095 < today ? 6 : 3) : addYears(admitted, 3);
  const credit = random.chance(0.03) ? random.int(40, 58) : random.int(72, 100);
  const state = isPending ? '1' : until <= today ? '5' : credit < 60 ? '4' : '3';
  return {
    expert_id: expertId(seed, index),
    expert_no: `ZJ${yearOf(admitted)}${String(index % 10_000).padStart(4, '0')}`,
    name: personName(random),
    gender: isMale ? '1' : '2',
    birth_ym: monthOf(born),
    id_no: demoPersonNumber(born, index, isMale),
    ethnicity: random.weighted([
      ['01', 94],
      ['11', 3],
      ['03', 2],
      ['02', 1],
    ] as const),
    political: random.weighted([
      ['01', 60],
      ['13', 25],
      ['05', 5],
      ['10', 5],
      ['12', 5],
    ] as const),
    work_org_id: orgId(seed, org),
    source_class: /大学|学院/.test(workplace) ? '4' : /研究院/.test(workplace) ? '2' : /咨询/.test(workplace) ? '3' : /公司|事务所/.test(workplace) ? '5' : '1',
    department: random.pick(['总工办', '规划研究所', '工程咨询部', '市政所', '投资评估部', '技术中心']),
    position: random.pick(['主任', '所长', '副总工程师', '项目总监', '教研室主任']),
    region_code: random.pick(districts).code,
    title_code: title.code,
    title_specialty: title.name,
    education: doctor ? '11' : random.chance(0.5) ? '14' : '21',
    degree: doctor ? '2' : random.chance(0.6) ? '3' : '4',
    major: field.major,
    school: random.pick(['胶东大学（演示）', '滨海理工大学（演示）', '海岱工业大学（演示）', '东部财经大学（演示）']),
    practice_certs: random.chance(0.6)
      ? [
          {
            name: random.pick(['注册咨询工程师（投资）', '一级注册建造师', '注册造价工程师', '注册公用设备工程师']),
            no: `DEMO${String(index).padStart(8, '0')}`,
            valid_until: `${random.int(2026, 2029)}-12-31`,
          },
        ]
      : null,
    specialty_codes: [...new Set([field.specialty, second.specialty])],
    industry_codes: [...new Set([field.industry, second.industry])],
    years_of_service: Math.max(8, yearOf(admitted) - yearOf(born) - random.int(23, 27)),
    service_scope: random.pick([['1'], ['1', '2'], ['1', '3'], ['1', '2', '3'], ['2', '3']]),
    achievements: `长期从事${field.work}领域的咨询评估工作，主持或参与${random.int(8, 120)}项项目的可行性研究、评估论证和后评价。`,
    mobile: demoMobile(8_000_000 + index),
    email: `expert${String(index + 1).padStart(5, '0')}@example.cn`,
    bank_account: `6200000000${String(index).padStart(9, '0')}`,
    avoid_org_ids: [orgId(seed, org)],
    admission_state: state,
    admitted_on: isPending ? null : iso(admitted),
    valid_until: isPending ? null : iso(until),
    credit_score: credit,
    participation_count: 0,
  };
}
