// Roll-ups of industry divisions that leaders ask for: the three strata, industry as a whole, infrastructure.
import { landManagement2017, type IndustryVersion } from '#domain/codes/industry-data.ts';
import { findDivision } from '#domain/codes/industry.ts';

export interface IndustryRollUp {
  /** 三次产业 by 国家统计局《三次产业划分规定》. */
  readonly stratum: 'primary' | 'secondary' | 'tertiary';
  /** 工业: sections B, C and D whole. */
  readonly industrial: boolean;
  /** 基础设施: a practical set of divisions, not a statutory one. */
  readonly infrastructure: boolean;
}

// 农、林、牧、渔专业及辅助性活动, 开采专业及辅助性活动, 金属制品、机械和设备修理业 are services by the 2012 and 2018 rules.
const serviceDivisions: ReadonlySet<string> = new Set(['05', '11', '43']);
// 79 is 土地管理业 in 2017 but 居民服务业 in 2011; the others are the same divisions in both.
const infrastructureDivisions: ReadonlySet<string> = new Set('44 45 46 53 54 55 56 57 58 59 60 63 64 76 77 78'.split(' '));

/** The roll-ups of a two-digit division, `undefined` when the edition has no such division. */
export function industryRollUp(division: string, version: IndustryVersion): IndustryRollUp | undefined {
  const section = findDivision(division, version)?.section;
  if (section === undefined) return undefined;
  return {
    stratum: stratumOf(division, section),
    industrial: 'BCD'.includes(section),
    infrastructure: infrastructureDivisions.has(division) || (version === '2017' && division === landManagement2017),
  };
}

function stratumOf(division: string, section: string): IndustryRollUp['stratum'] {
  if (serviceDivisions.has(division) || section > 'E') return 'tertiary';
  return section === 'A' ? 'primary' : 'secondary';
}
