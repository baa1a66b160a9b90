// The national project code (国家项目代码): which of the two schemes it follows and whether it fits the project.
// Sources: GB/T 40058-2021; 发改投资〔2020〕1439号; the legacy layout of 2015–2020.
import { errorFinding, infoFinding, warningFinding, type Finding } from '#domain/codes/finding.ts';
import { normaliseCode } from '#domain/codes/normalise-text.ts';
import { currentRegionOf, existsBetween, findRegion } from '#domain/codes/region.ts';

/** `GBT40058` since late 2020 (YYMM first), `LEGACY` 2015–2020 (year first). */
export type ProjectCodeScheme = 'GBT40058' | 'LEGACY' | 'INVALID';

export interface ProjectCodeContext {
  /** ISO date. */
  readonly today: string;
  /** The project's own region; its first six digits are compared. */
  readonly regionCode?: string;
  /** The project declares more than one region, so a code of another city is expected. */
  readonly crossRegion?: boolean;
  /** ISO date of the approval, verification or filing. */
  readonly approvedOn?: string;
  /** CT_PROJECT_KIND `01`…`05`. */
  readonly projectKind?: string;
  /** Name of another project already holding the code, as the caller's look-up found it. */
  readonly heldBy?: string;
}

export interface ProjectCodeCheck {
  readonly raw: string;
  readonly normalised: string;
  readonly scheme: ProjectCodeScheme;
  readonly findings: readonly Finding[];
}

interface ProjectCodeSegments {
  readonly time: string;
  readonly region: string;
  /** GBT40058: project type. LEGACY: the approval track, which is another thing. */
  readonly type: string;
}

const shape = /^(\d{4})-(\d{6})-\d{2}-(\d{2})-\d{6}$/;
const projectTypes: ReadonlyMap<string, string> = new Map([
  ['01', '基本建设'],
  ['02', '技术改造'],
  ['03', '单纯购置'],
  ['04', '信息化'],
  ['05', '其他'],
]);
const centralRegion = '000000';
const provinceRegion = '370000';

/**
 * Reads the scheme off the first segment. 2015…2020 would be month 15…20 of 2020, which does not exist, so it is a
 * legacy year; 2001…2012 is a month of 2020 because legacy codes began in 2015.
 */
export function projectCodeScheme(code: string): ProjectCodeScheme {
  const segments = splitCode(code);
  return segments === undefined ? 'INVALID' : schemeOfTime(segments.time);
}

/**
 * Runs the offline checks C1–C9. `project_code_shape`, `_scheme`, `_future` and `_duplicate` are errors; the region,
 * date and kind comparisons are warnings; `_normalised` and `_check_digit_unverified` only tell. The check digit of
 * GB/T 40058 §4.7 is not public and is left to verification on-line.
 */
export function checkProjectCode(raw: string, context: ProjectCodeContext): ProjectCodeCheck {
  const normalised = normaliseCode(raw).replace(/-+/g, '-');
  const findings: Finding[] = [];
  if (normalised !== raw) {
    findings.push(infoFinding('project_code_normalised', `项目代码已规范为“${normalised}”，原文“${raw}”一并保留。`));
  }
  const segments = splitCode(normalised);
  if (segments === undefined) {
    const message = '项目代码应为“4位-6位-2位-2位-6位”共24位（含4个短横线），未予采用；请对照赋码通知书核对。';
    return { raw, normalised, scheme: 'INVALID', findings: [...findings, errorFinding('project_code_shape', message)] };
  }
  const scheme = schemeOfTime(segments.time);
  if (scheme === 'INVALID') {
    const message = `项目代码首段“${segments.time}”既不是年月（如2101）也不是2015至2020的年份，未予采用；请对照赋码通知书核对。`;
    return { raw, normalised, scheme, findings: [...findings, errorFinding('project_code_scheme', message)] };
  }
  const issued = issuePeriod(segments.time, scheme);
  findings.push(
    ...checkRegion(segments.region, issued, context.crossRegion === true),
    ...checkProjectRegion(segments.region, context.regionCode),
    ...checkIssueDate(issued, context),
  );
  if (context.heldBy !== undefined) {
    const message = `项目代码已被项目“${context.heldBy}”使用，未予采用；请核对是否同一项目，或代码录错。`;
    findings.push(errorFinding('project_code_duplicate', message));
  }
  if (scheme === 'GBT40058') {
    findings.push(...checkType(segments.type, context.projectKind));
    findings.push(infoFinding('project_code_check_digit_unverified', '项目代码的校验码离线无法核验；联网后将自动核验。'));
  }
  return { raw, normalised, scheme, findings };
}

function splitCode(code: string): ProjectCodeSegments | undefined {
  const [, time, region, type] = shape.exec(code) ?? [];
  return time === undefined || region === undefined || type === undefined ? undefined : { time, region, type };
}

function schemeOfTime(time: string): ProjectCodeScheme {
  const value = Number(time);
  if (value >= 2015 && value <= 2020) return 'LEGACY';
  const month = value % 100;
  return value >= 2000 && month >= 1 && month <= 12 ? 'GBT40058' : 'INVALID';
}

interface Period {
  readonly from: string;
  readonly to: string;
}

/** The month or year of issue as ISO dates, both ends included. */
function issuePeriod(time: string, scheme: 'GBT40058' | 'LEGACY'): Period {
  if (scheme === 'LEGACY') return { from: `${time}-01-01`, to: `${time}-12-31` };
  const month = `20${time.slice(0, 2)}-${time.slice(2)}`;
  return { from: `${month}-01`, to: `${month}-31` };
}

function checkRegion(code: string, issued: Period, crossRegion: boolean): readonly Finding[] {
  const region = findRegion(code);
  if (region !== undefined) {
    if (existsBetween(region, issued.from, issued.to)) return [];
    const message = `项目代码中的地区“${code}${region.name}”在赋码时不是有效区划，代码未作改动；请对照赋码通知书核对年月和地区。`;
    return [warningFinding('project_code_region_not_in_force', message)];
  }
  if (code.startsWith('3702')) {
    const message = `项目代码中的地区“${code}”不在青岛市区划表中，代码未作改动；请核对地区代码。`;
    return [warningFinding('project_code_region_unknown', message)];
  }
  if (crossRegion || code === centralRegion || code === provinceRegion) return [];
  const message = `项目代码中的地区“${code}”不属于青岛市，代码未作改动；跨区域项目请先登记“跨区域”，否则请核对。`;
  return [warningFinding('project_code_region_outside', message)];
}

/** Former and present codes of one district agree: a project of 胶南市 lies in 黄岛区 today. */
function checkProjectRegion(code: string, projectRegionCode: string | undefined): readonly Finding[] {
  if (projectRegionCode === undefined) return [];
  const projectRegion = projectRegionCode.slice(0, 6);
  const today = (region: string): string => currentRegionOf(region)?.code ?? region;
  if (today(code) === today(projectRegion)) return [];
  const message = `项目代码中的地区“${nameOf(code)}”与项目建设地点“${nameOf(projectRegion)}”不一致，均未作改动；请核对其中哪一个有误。`;
  return [warningFinding('project_code_region_mismatch', message)];
}

function nameOf(code: string): string {
  return `${code}${findRegion(code)?.name ?? ''}`;
}

function checkIssueDate(issued: Period, context: ProjectCodeContext): readonly Finding[] {
  const findings: Finding[] = [];
  if (issued.from > context.today) {
    const message = `项目代码的赋码时间${issued.from.slice(0, 7)}晚于今天，未予采用；请对照赋码通知书核对首段。`;
    findings.push(errorFinding('project_code_future', message));
  }
  if (context.approvedOn !== undefined && issued.from > context.approvedOn) {
    const message = `项目代码的赋码时间${issued.from.slice(0, 7)}晚于批复（备案）日期${context.approvedOn}，均未作改动；请核对批复日期和代码。`;
    findings.push(warningFinding('project_code_after_approval', message));
  }
  return findings;
}

function checkType(type: string, projectKind: string | undefined): readonly Finding[] {
  const name = projectTypes.get(type);
  if (name === undefined) {
    const message = `项目代码中的项目类型“${type}”不是已知的公开类型，代码未作改动；请核对，涉密项目不得录入本系统。`;
    return [warningFinding('project_code_type_unknown', message)];
  }
  if (projectKind === undefined || projectKind === type) return [];
  const message = `项目代码表示“${name}”项目，与登记的项目类型“${projectTypes.get(projectKind) ?? projectKind}”不一致，均未作改动；请核对。`;
  return [warningFinding('project_code_kind_mismatch', message)];
}
