// The organisations and people of the demonstration data: government bodies by their public names, companies and people invented.

import { organisationCheckCharacter } from '#domain/codes/organisation-code.ts';
import { usccAlphabet, usccCheckCharacter } from '#domain/codes/uscc.ts';
import type { Values } from './rows.ts';
import type { District } from './places.ts';
import { districts } from './places.ts';
import { companyName, personName } from './names.ts';
import type { Bureau } from './project-kind.ts';
import { tradeGroups } from './project-kinds.ts';
import { Random, at, demoId } from './random.ts';
import { ids, streams } from './streams.ts';

/** Ranks in the list of organisations that the rest refers to. */
const fixed = [
  '国务院',
  '国家发展和改革委员会',
  '山东省人民政府',
  '山东省发展和改革委员会',
  '青岛市人民政府',
  '青岛市发展和改革委员会',
  '青岛市财政局',
  '青岛市行政审批服务局',
  '青岛市自然资源和规划局',
  '青岛市生态环境局',
] as const;

const cityBureaus: Readonly<Record<Bureau, string>> = {
  education: '青岛市教育局',
  health: '青岛市卫生健康委员会',
  civil: '青岛市民政局',
  culture: '青岛市文化和旅游局',
  housing: '青岛市住房和城乡建设局',
  transport: '青岛市交通运输局',
  water: '青岛市水务管理局',
  urban: '青岛市城市管理局',
  garden: '青岛市园林和林业局',
  data: '青岛市大数据发展管理局',
  industry: '青岛市工业和信息化局',
  agriculture: '青岛市农业农村局',
  marine: '青岛市海洋发展局',
  commerce: '青岛市商务局',
  energy: '青岛市能源事务中心',
};

const districtBureaus: Readonly<Record<Bureau, string>> = {
  education: '教育和体育局',
  health: '卫生健康局',
  civil: '民政局',
  culture: '文化和旅游局',
  housing: '住房和城乡建设局',
  transport: '交通运输局',
  water: '水务局',
  urban: '城市管理局',
  garden: '园林绿化中心',
  data: '大数据中心',
  industry: '工业和信息化局',
  agriculture: '农业农村局',
  marine: '海洋发展局',
  commerce: '商务局',
  energy: '能源服务中心',
};

const bureaus = Object.keys(cityBureaus) as Bureau[];
const districtHeads = [
  '人民政府',
  '发展和改革局',
  '行政审批服务局',
  '自然资源局',
  '城市建设投资发展有限公司（演示）',
  '产业园区开发建设有限公司（演示）',
] as const;
const districtSize = districtHeads.length + bureaus.length;
const institutes = [
  '青岛滨海工程咨询院（演示）',
  '青岛海右建筑设计研究院（演示）',
  '青岛岱海工程监理有限公司（演示）',
  '青岛鲁海建设集团有限公司（演示）',
  '青岛琴岛市政工程有限公司（演示）',
  '青岛沽河水利工程有限公司（演示）',
  '青岛胶东大学（演示）',
  '青岛湾畔科技学院（演示）',
  '山东半岛经济研究院（演示）',
  '青岛信海会计师事务所（演示）',
] as const;

const firstDistrict = fixed.length + bureaus.length;
const firstInstitute = firstDistrict + districts.length * districtSize;
const firstCompany = firstInstitute + institutes.length;

/** How organisations are numbered: government and institutes first, then invented companies. */
export const orgNumber = {
  ndrc: 1,
  province: 3,
  cityGovernment: 4,
  cityDrc: 5,
  cityFinance: 6,
  cityApproval: 7,
  cityPlanning: 8,
  cityEnvironment: 9,
  cityBureau: (bureau: Bureau): number => fixed.length + bureaus.indexOf(bureau),
  districtHead: (district: District, head: 'government' | 'drc' | 'approval' | 'planning' | 'urbanPlatform' | 'parkPlatform'): number =>
    districtStart(district) + ['government', 'drc', 'approval', 'planning', 'urbanPlatform', 'parkPlatform'].indexOf(head),
  districtBureau: (district: District, bureau: Bureau): number => districtStart(district) + districtHeads.length + bureaus.indexOf(bureau),
  institute: (index: number): number => firstInstitute + (index % institutes.length),
  company: (index: number): number => firstCompany + index,
} as const;

const districtStart = (district: District): number => firstDistrict + districts.indexOf(district) * districtSize;

export const orgCount = (companies: number): number => firstCompany + companies;

interface OrgFacts {
  readonly name: string;
  readonly short: string;
  readonly orgClass: string;
  readonly parent: number | undefined;
  readonly region: string;
  /** First two characters of the credit code: what registered it and what it is. */
  readonly registered: '11' | '12' | '91';
}

function factsOf(seed: number, org: number): OrgFacts {
  const city = '370200';
  if (org < fixed.length) {
    const name = at(fixed, org);
    return {
      name,
      short: name.replace('发展和改革委员会', '发展改革委'),
      orgClass: org === orgNumber.cityDrc ? '10' : '30',
      parent: org > 4 ? 4 : undefined,
      region: city,
      registered: '11',
    };
  }
  if (org < firstDistrict) {
    const name = cityBureaus[at(bureaus, org - fixed.length)];
    return { name, short: name.replace('青岛市', '市'), orgClass: '30', parent: orgNumber.cityGovernment, region: city, registered: '11' };
  }
  if (org < firstInstitute) {
    const district = at(districts, Math.floor((org - firstDistrict) / districtSize));
    const place = (org - firstDistrict) % districtSize;
    const head = districtHeads[place];
    const suffix = head ?? districtBureaus[at(bureaus, place - districtHeads.length)];
    const isCompany = suffix.includes('公司');
    const orgClass = place === 1 ? '20' : isCompany ? '40' : '30';
    const name = isCompany ? `青岛${district.name.slice(0, -1)}${suffix}` : `青岛市${district.name}${suffix}`;
    return {
      name,
      short: `${district.name}${suffix.replace('（演示）', '')}`,
      orgClass,
      parent: place === 0 ? orgNumber.cityGovernment : districtStart(district),
      region: district.code,
      registered: isCompany ? '91' : '11',
    };
  }
  if (org < firstCompany) {
    const name = at(institutes, org - firstInstitute);
    const orgClass = /咨询/.test(name) ? '50' : /设计/.test(name) ? '60' : /监理/.test(name) ? '80' : /建设|市政|水利/.test(name) ? '70' : '90';
    return {
      name,
      short: name.replace('（演示）', ''),
      orgClass,
      parent: undefined,
      region: city,
      registered: name.includes('公司') || name.includes('事务所') ? '91' : '12',
    };
  }
  const company = org - firstCompany;
  const { full, short } = companyName(seed, Math.floor(company / tradeGroups.length), at(tradeGroups, company));
  const district = new Random(seed, streams.company, org).pick(districts);
  return { name: full, short, orgClass: '40', parent: undefined, region: district.code, registered: '91' };
}

export const orgName = (seed: number, org: number): string => factsOf(seed, org).name;
export const companyShort = (seed: number, org: number): string => factsOf(seed, org).short;
export const orgId = (seed: number, org: number): string => demoId(seed, ids.org, org);

/** A credit code with correct check characters whose organisation part begins with DEM, so that it is nobody's. */
export function demoUscc(seed: number, org: number): string {
  const { registered, region } = factsOf(seed, org);
  let rest = org;
  let digits = '';
  for (let place = 0; place < 5; place += 1) {
    digits = `${usccAlphabet.charAt(rest % usccAlphabet.length)}${digits}`;
    rest = Math.floor(rest / usccAlphabet.length);
  }
  const body = `DEM${digits}`;
  const seventeen = `${registered}${region}${body}${organisationCheckCharacter(body) ?? ''}`;
  return seventeen + usccCheckCharacter(seventeen);
}

/** People per organisation: one who answers for it, one who answers the telephone. */
export const peoplePerOrg = 2;
export const headOf = (org: number): number => org * peoplePerOrg;
export const clerkOf = (org: number): number => org * peoplePerOrg + 1;
export const personId = (seed: number, person: number): string => demoId(seed, ids.person, person);
export const personNameOf = (seed: number, person: number): string => personName(new Random(seed, streams.person, person));

/** Eleven digits that no operator assigns: 199 0000 and the rest. */
export const demoMobile = (number: number): string => `1990${String(number % 10_000_000).padStart(7, '0')}`;

export function orgRow(seed: number, org: number): Values {
  const { name, short, orgClass, parent, region } = factsOf(seed, org);
  const isCompany = orgClass === '40';
  return {
    org_id: orgId(seed, org),
    org_name: name,
    short_name: short === name ? null : short.slice(0, 40),
    uscc: demoUscc(seed, org),
    org_class: orgClass,
    parent_id: parent === undefined ? null : orgId(seed, parent),
    region_code: region,
    legal_rep: isCompany ? personNameOf(seed, headOf(org)) : null,
    black_list_flag: isCompany && new Random(seed, streams.company, org).int(1, 1000) === 1,
    valid_from: '2010-01-01',
  };
}

export function personRow(seed: number, person: number): Values {
  const org = Math.floor(person / peoplePerOrg);
  const isHead = person % peoplePerOrg === 0;
  return {
    person_id: personId(seed, person),
    name: personNameOf(seed, person),
    org_id: orgId(seed, org),
    position: isHead ? '负责人' : '联络员',
    mobile: demoMobile(person),
    role: isHead ? '项目责任人' : '项目联系人',
    valid_from: '2012-01-01',
  };
}
