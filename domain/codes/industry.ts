// Industry codes of GB/T 4754: reads what people write, converts between the 2011 and 2017 editions.
import { errorFinding, warningFinding, type Finding } from '#domain/codes/finding.ts';
import {
  industrySections,
  landManagement2017,
  resplitDivisions,
  type IndustryDivision,
  type IndustrySection,
  type IndustryVersion,
} from '#domain/codes/industry-data.ts';
import { normaliseCode } from '#domain/codes/normalise-text.ts';

export interface Industry {
  readonly version: IndustryVersion;
  readonly level: 'section' | 'division' | 'group' | 'class';
  /** Letter and zero to four digits: `C`, `C39`, `C391`, `C3911`. */
  readonly code: string;
  readonly section: string;
  /** Two digits; `undefined` for a section. */
  readonly division: string | undefined;
  /** Of the section or the division: groups and classes are not tabulated here. */
  readonly name: string;
}

export interface IndustryParse {
  readonly raw: string;
  readonly normalised: string;
  readonly industry: Industry | undefined;
  readonly findings: readonly Finding[];
}

export type DivisionConversion =
  | { readonly outcome: 'converted'; readonly division: string }
  /** A person must choose; the candidates may be none. */
  | { readonly outcome: 'manual'; readonly candidates: readonly string[] };

interface Edition {
  readonly sections: ReadonlyMap<string, IndustrySection>;
  readonly divisions: ReadonlyMap<string, IndustryDivision>;
  readonly byName: ReadonlyMap<string, IndustrySection | IndustryDivision>;
}

const editions: Readonly<Record<IndustryVersion, Edition>> = {
  '2017': editionOf(industrySections['2017']),
  '2011': editionOf(industrySections['2011']),
};

function editionOf(sections: readonly IndustrySection[]): Edition {
  const divisions = sections.flatMap((section) => section.divisions);
  return {
    sections: new Map(sections.map((section) => [section.code, section])),
    divisions: new Map(divisions.map((division) => [division.code, division])),
    // Divisions last: 教育, 房地产业 and 国际组织 name a section and its only division, and the division says more.
    byName: new Map([...sections, ...divisions].map((entry) => [nameKey(entry.name), entry])),
  };
}

/** Names are compared without punctuation and the final 业, with 及 read as 和. */
function nameKey(name: string): string {
  return name
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('及', '和')
    .replace(/业$/, '');
}

/** The division with this two-digit number in the edition. */
export function findDivision(division: string, version: IndustryVersion): IndustryDivision | undefined {
  return editions[version].divisions.get(division);
}

/**
 * Converts a division between editions: 01–57 and 60–78 keep their number, 2011-79…96 became 2017-80…97, 58 and 59 were
 * split anew and 2017-79 is new. `undefined` when the division does not exist in `from`. Only divisions are mapped:
 * inside a division groups and classes moved as well.
 */
export function convertDivision(division: string, from: IndustryVersion, to: IndustryVersion): DivisionConversion | undefined {
  if (findDivision(division, from) === undefined) return undefined;
  if (from === to) return { outcome: 'converted', division };
  if (resplitDivisions.includes(division)) return { outcome: 'manual', candidates: resplitDivisions };
  if (from === '2017' && division === landManagement2017) return { outcome: 'manual', candidates: [] };
  if (division < landManagement2017) return { outcome: 'converted', division };
  return { outcome: 'converted', division: String(Number(division) + (from === '2011' ? 1 : -1)) };
}

/**
 * Reads `C`, `39`, `C39`, `C3911`, a name, or a code with its name. Without `version` the 2017 edition is tried first,
 * then 2011 when letter or name fit only there; a bare number that means different things in the two is taken as 2017
 * with the warning `industry_version_assumed`. A name that contradicts the code is `industry_name_mismatch` (the code is
 * kept); a letter that contradicts the number is the error `industry_section_mismatch`, anything else `industry_unknown`.
 */
export function parseIndustry(raw: string, version?: IndustryVersion): IndustryParse {
  const normalised = normaliseCode(raw);
  const versions: readonly IndustryVersion[] = version === undefined ? ['2017', '2011'] : [version];
  const parsed = (industry: Industry | undefined, ...findings: Finding[]): IndustryParse => ({ raw, normalised, industry, findings });

  const written = splitWritten(normalised);
  if (written === undefined) {
    const industry = firstOf(versions, (candidate) => industryByName(normalised, candidate));
    return industry === undefined ? parsed(undefined, unknownIndustry(raw)) : parsed(industry);
  }
  const named = firstOf(versions, (candidate) => {
    const industry = industryByCode(written, candidate);
    return industry !== undefined && nameFits(industry, written.name) ? industry : undefined;
  });
  if (named !== undefined) {
    const settled = version !== undefined || (written.name !== '' && isTabulated(named));
    const other = settled ? undefined : otherMeaning(written, named);
    return other === undefined ? parsed(named) : parsed(named, versionAssumed(named, other));
  }
  const byCode = firstOf(versions, (candidate) => industryByCode(written, candidate));
  if (byCode !== undefined) {
    const message = `行业代码${byCode.code}是“${byCode.name}”，与所写名称“${written.name}”不一致，按代码采用；请核对代码和名称。`;
    return parsed(byCode, warningFinding('industry_name_mismatch', message));
  }
  const division = firstOf(versions, (candidate) => findDivision(written.digits.slice(0, 2), candidate));
  if (division === undefined) return parsed(undefined, unknownIndustry(raw));
  const message = `行业大类${division.code}“${division.name}”属于门类${division.section}，不属于${written.letter}，未予采用；请核对代码。`;
  return parsed(undefined, errorFinding('industry_section_mismatch', message));
}

interface WrittenCode {
  /** Empty when no letter was written. */
  readonly letter: string;
  readonly digits: string;
  readonly name: string;
}

function splitWritten(text: string): WrittenCode | undefined {
  const [, letter = '', number = '', name = ''] = /^([A-T]?)(\d{0,4})(?![A-Z\d])[-:.、/]?(.*)$/u.exec(text) ?? [];
  if (letter === '' && number === '') return undefined;
  // A spreadsheet takes the leading zero off 01…09.
  return { letter, digits: number.length === 1 ? `0${number}` : number, name };
}

function industryByCode(written: WrittenCode, version: IndustryVersion): Industry | undefined {
  const { letter, digits } = written;
  if (digits === '') {
    const section = editions[version].sections.get(letter);
    return section && { version, level: 'section', code: letter, section: letter, division: undefined, name: section.name };
  }
  const division = findDivision(digits.slice(0, 2), version);
  if (division === undefined || (letter !== '' && letter !== division.section)) return undefined;
  const level = digits.length === 2 ? 'division' : digits.length === 3 ? 'group' : 'class';
  return {
    version,
    level,
    code: division.section + digits,
    section: division.section,
    division: division.code,
    name: division.name,
  };
}

function industryByName(name: string, version: IndustryVersion): Industry | undefined {
  const entry = editions[version].byName.get(nameKey(name));
  if (entry === undefined) return undefined;
  const code = 'section' in entry ? { letter: entry.section, digits: entry.code } : { letter: entry.code, digits: '' };
  return industryByCode({ ...code, name: '' }, version);
}

/** The name written after a group or class is that of the group or class, so it can be compared with nothing here. */
function isTabulated(industry: Industry): boolean {
  return industry.level === 'section' || industry.level === 'division';
}

function nameFits(industry: Industry, name: string): boolean {
  return name === '' || !isTabulated(industry) || nameKey(name) === nameKey(industry.name);
}

/** The 2011 reading of a code taken as 2017, when it is another industry and not only another name. */
function otherMeaning(written: WrittenCode, taken: Industry): Industry | undefined {
  if (taken.version !== '2017' || taken.division === undefined) return undefined;
  const conversion = convertDivision(taken.division, '2017', '2011');
  if (conversion?.outcome === 'converted' && conversion.division === taken.division) return undefined;
  return industryByCode(written, '2011');
}

function versionAssumed(taken: Industry, other: Industry): Finding {
  const message = `未注明行业分类版本，${taken.code}按2017版“${taken.name}”采用；2011版中它是“${other.name}”，请确认版本。`;
  return warningFinding('industry_version_assumed', message);
}

function unknownIndustry(raw: string): Finding {
  return errorFinding('industry_unknown', `“${raw}”不是国民经济行业分类（GB/T 4754）的代码或名称，未予采用；请从行业列表中选择。`);
}

function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
