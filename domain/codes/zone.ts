// Functional zones (功能区): reporting units inside a district, with local codes or nine-digit codes of the statistics bureau.
import { normaliseCode } from '#domain/codes/normalise-text.ts';

export interface Zone {
  /** `3702Z01`… allocated locally, or the nine-digit code of the statistics bureau. */
  readonly code: string;
  readonly name: string;
  /** The district the zone lies in; a project there counts for that district in district rankings. */
  readonly hostRegionCode: string;
  readonly aliases: readonly string[];
  /** The bureau's code of the same zone, when it has one: the two must never be added up. */
  readonly bureauCode: string | undefined;
}

interface ZoneRow {
  readonly code: string;
  readonly name: string;
  readonly host: string;
  readonly aliases?: readonly string[];
  readonly bureauCode?: string;
}

const zoneRows: readonly ZoneRow[] = [
  {
    code: '3702Z01',
    name: '青岛高新区',
    host: '370214',
    aliases: ['高新区', '市高新区', '青岛市高新区', '红岛高新区', '红岛经济区'],
    bureauCode: '370214400',
  },
  { code: '3702Z02', name: '青岛蓝谷', host: '370215', aliases: ['蓝谷', '蓝色硅谷', '青岛蓝色硅谷', '蓝色硅谷核心区'] },
  {
    code: '3702Z03',
    name: '上合示范区',
    host: '370281',
    aliases: ['上合经贸示范区', '中国-上海合作组织地方经贸合作示范区', '上合组织地方经贸合作示范区'],
  },
  {
    code: '3702Z04',
    name: '胶东临空经济示范区',
    host: '370281',
    aliases: ['临空经济示范区', '青岛胶东临空经济示范区', '临空经济区', '胶东临空区'],
  },
  {
    code: '3702Z05',
    name: '青岛自贸片区/前湾综保区',
    host: '370211',
    aliases: [
      '青岛自贸片区',
      '自贸片区',
      '自贸区青岛片区',
      '中国(山东)自由贸易试验区青岛片区',
      '前湾综保区',
      '前湾综合保税区',
      '青岛前湾综合保税区',
      '前湾保税港区',
      '青岛前湾保税港区',
    ],
  },
  {
    code: '3702Z06',
    name: '胶州湾综保区',
    host: '370214',
    aliases: ['胶州湾综合保税区', '青岛胶州湾综合保税区'],
  },
  {
    code: '3702Z07',
    name: '中德生态园(国际经济合作区)',
    host: '370211',
    aliases: ['中德生态园', '青岛中德生态园', '国际经济合作区', '青岛国际经济合作区'],
  },
  { code: '3702Z08', name: '董家口经济区', host: '370211', aliases: ['董家口', '董家口港城', '青岛董家口经济区'] },
  { code: '3702Z09', name: '海洋高新区', host: '370211', aliases: ['青岛海洋高新区'] },
  { code: '3702Z10', name: '青岛开发区', host: '370211', aliases: ['青岛经济技术开发区'] },
  { code: '370214400', name: '青岛高新技术产业开发区', host: '370214' },
  { code: '370215400', name: '通济新经济区', host: '370215' },
  { code: '370215402', name: '田横岛省级旅游度假区', host: '370215', aliases: ['田横岛旅游度假区'] },
  { code: '370281400', name: '胶州经济技术开发区', host: '370281', aliases: ['胶州开发区'] },
  { code: '370281401', name: '大沽河省级生态旅游度假区', host: '370281', aliases: ['大沽河生态旅游度假区'] },
  { code: '370283400', name: '平度经济开发区', host: '370283', aliases: ['平度开发区'] },
  { code: '370211401', name: '灵山岛省级自然保护区', host: '370211', aliases: ['灵山岛自然保护区'] },
];

/** Zones with local codes first, then those of the statistics bureau. */
export const zones: readonly Zone[] = zoneRows.map((row) => ({
  code: row.code,
  name: row.name,
  hostRegionCode: row.host,
  aliases: row.aliases ?? [],
  bureauCode: row.bureauCode,
}));

const zoneByKey: ReadonlyMap<string, Zone> = new Map(
  zones.flatMap((zone) => [zone.code, zone.name, ...zone.aliases].map((key) => [normaliseCode(key), zone] as const)),
);

/** The zone with this code, name or other name. */
export function resolveZone(textOrCode: string): Zone | undefined {
  return zoneByKey.get(normaliseCode(textOrCode));
}
