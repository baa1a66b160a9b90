// The divisions of Qingdao: city, districts past and present, streets and towns, with their dates and other names.
// Sources: GB/T 2260; streets from the public statistics bureau list of November 2024 (WTFPL republication).

export type RegionLevel = 'city' | 'district' | 'street';

export interface Region {
  /** GB/T 2260 six digits for city and district; nine digits of the statistics bureau for street and town. */
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
  readonly parentCode: string | undefined;
  /** First day in force, ISO; `undefined` reaches back before every project in the platform. */
  readonly validFrom: string | undefined;
  /** First day no longer in force, ISO; `undefined` is in force today. */
  readonly validTo: string | undefined;
  /** The region that took over on `validTo`. */
  readonly mergedInto: string | undefined;
  /** The name in bulletins and rankings. */
  readonly reportName: string;
  /** Other names a table may use for it. */
  readonly aliases: readonly string[];
  readonly sortNo: number;
}

export const cityCode = '370200';

interface DistrictRow {
  readonly code: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly reportName?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly mergedInto?: string;
}

const districtRows: readonly DistrictRow[] = [
  { code: '370202', name: '市南区', aliases: ['市南'] },
  { code: '370203', name: '市北区', aliases: ['市北'] },
  {
    code: '370211',
    name: '黄岛区',
    reportName: '西海岸新区',
    aliases: ['黄岛', '西海岸', '青岛西海岸', '青岛西海岸新区'],
  },
  { code: '370212', name: '崂山区', aliases: ['崂山'] },
  { code: '370213', name: '李沧区', aliases: ['李沧'] },
  { code: '370214', name: '城阳区', aliases: ['城阳'] },
  { code: '370215', name: '即墨区', aliases: ['即墨'], validFrom: '2017-10-30' },
  { code: '370281', name: '胶州市', aliases: ['胶州'] },
  { code: '370283', name: '平度市', aliases: ['平度'] },
  { code: '370285', name: '莱西市', aliases: ['莱西'] },
  { code: '370205', name: '四方区', aliases: ['四方'], validTo: '2012-12-01', mergedInto: '370203' },
  { code: '370284', name: '胶南市', aliases: ['胶南'], validTo: '2012-12-01', mergedInto: '370211' },
  { code: '370282', name: '即墨市', aliases: ['即墨'], validTo: '2017-10-30', mergedInto: '370215' },
];

// By district: the last three digits of the nine, then the name. 1xx are towns, 4xx functional zones of the bureau.
const streetsByDistrict: Readonly<Record<string, string>> = {
  // 市南区
  '370202': `
    001香港中路街道 002八大峡街道 004云南路街道 005中山路街道 007江苏路街道 009八大关街道 010湛山街道 011金湖路街道
    012八大湖街道 013金门路街道 014珠海路街道`,
  // 市北区
  '370203': `
    005辽宁路街道 008延安路街道 011登州路街道 013宁夏路街道 014敦化路街道 015辽源路街道 016合肥路街道 019大港街道
    020即墨路街道 021台东街道 022镇江路街道 025浮山新区街道 026阜新路街道 027海伦路街道 028四方街道 029兴隆路街道
    030水清沟街道 031洛阳路街道 032河西街道 033湖岛街道 034开平路街道 035双山街道`,
  // 黄岛区
  '370211': `
    001黄岛街道 002辛安街道 003薛家岛街道 004灵珠山街道 005长江路街道 006红石崖街道 007灵山卫街道 009珠海街道
    010隐珠街道 011铁山街道 012滨海街道 013胶南街道 014王台街道 015张家楼街道 102琅琊镇 103泊里镇 104大场镇
    105大村镇 106六汪镇 107海青镇 108宝山镇 109藏马镇 401灵山岛省级自然保护区`,
  // 崂山区
  '370212': `
    001中韩街道 002沙子口街道 003王哥庄街道 004北宅街道 005金家岭街道`,
  // 李沧区
  '370213': `
    001振华路街道 003沧口街道 004兴华路街道 005兴城路街道 006李村街道 007虎山路街道 008浮山路街道 010湘潭路街道
    011楼山街道 012九水街道 013世园街道`,
  // 城阳区
  '370214': `
    001城阳街道 002夏庄街道 003流亭街道 004棘洪滩街道 005上马街道 008惜福镇街道 009红岛街道 010河套街道
    400青岛高新技术产业开发区`,
  // 即墨区
  '370215': `
    001环秀街道 002潮海街道 003通济街道 004北安街道 005龙山街道 006龙泉街道 007鳌山卫街道 008温泉街道 009灵山街道
    010蓝村街道 011大信街道 100田横镇 101金口镇 103段泊岚镇 104移风店镇 400通济新经济区 402田横岛省级旅游度假区`,
  // 胶州市
  '370281': `
    001阜安街道 002中云街道 004三里河街道 006九龙街道 007胶东街道 008胶北街道 009胶西街道 010胶莱街道 102李哥庄镇
    105铺集镇 108里岔镇 111洋河镇 400胶州经济技术开发区 401大沽河省级生态旅游度假区`,
  // 平度市
  '370283': `
    001东阁街道 002李园街道 003同和街道 004凤台街道 005白沙河街道 101古岘镇 102仁兆镇 105南村镇 108蓼兰镇
    109崔家集镇 110明村镇 113田庄镇 116新河镇 119店子镇 120大泽山镇 122旧店镇 124云山镇 400平度经济开发区`,
  // 莱西市
  '370285': `
    001水集街道 002望城街道 007沽河街道 101姜山镇 102夏格庄镇 104院上镇 105日庄镇 106南墅镇 107河头店镇 108店埠镇
    116马连庄镇`,
};

const city: Region = {
  code: cityCode,
  name: '青岛市',
  level: 'city',
  parentCode: undefined,
  validFrom: undefined,
  validTo: undefined,
  mergedInto: undefined,
  reportName: '青岛市',
  aliases: ['青岛', '市本级', '青岛市本级', '市直'],
  sortNo: 0,
};

const districts: readonly Region[] = districtRows.map((row, index) => ({
  code: row.code,
  name: row.name,
  level: 'district',
  parentCode: cityCode,
  validFrom: row.validFrom,
  validTo: row.validTo,
  mergedInto: row.mergedInto,
  reportName: row.reportName ?? row.name,
  aliases: row.aliases,
  sortNo: index + 1,
}));

const streets: readonly Region[] = Object.entries(streetsByDistrict).flatMap(([parentCode, list]) =>
  list
    .trim()
    .split(/\s+/)
    .map((entry, index) => ({
      code: parentCode + entry.slice(0, 3),
      name: entry.slice(3),
      level: 'street',
      parentCode,
      validFrom: undefined,
      validTo: undefined,
      mergedInto: undefined,
      reportName: entry.slice(3),
      aliases: [],
      sortNo: index + 1,
    })),
);

/** The city, then the districts in reporting order with the former ones last, then streets and towns by district. */
export const regions: readonly Region[] = [city, ...districts, ...streets];
