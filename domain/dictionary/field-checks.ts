// The named checks of single values: which code of domain/codes judges which field.

import { assertNever } from '#domain/result.ts';
import { checkDocumentNumber } from '#domain/codes/document-number.ts';
import { warningFinding, type Finding } from '#domain/codes/finding.ts';
import { parseIndustry } from '#domain/codes/industry.ts';
import { checkMobileNumber } from '#domain/codes/mobile-number.ts';
import { normaliseCode } from '#domain/codes/normalise-text.ts';
import { checkPersonNumber } from '#domain/codes/person-number.ts';
import { checkProjectCode, projectCodeScheme } from '#domain/codes/project-code.ts';
import { checkUscc } from '#domain/codes/uscc.ts';
import type { CheckId, RecordValues, RuleContext } from './field.ts';

const emailShape = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;
const nameShape = /^[\p{Script=Han}·]{2,20}$|^[A-Za-z][A-Za-z .'’-]{1,39}$/u;

/** Runs one named check on a value that is present. Other fields of the record are looked at where a check compares. */
export function checkValue(check: CheckId, value: string, record: RecordValues, { today }: RuleContext): readonly Finding[] {
  switch (check) {
    case 'project_code':
      return checkProjectCode(value, { today, ...projectContext(record) }).findings;
    case 'uscc':
      return checkUscc(value).findings;
    case 'document_number':
      return checkDocumentNumber(value).findings;
    case 'industry': {
      const version = record['industry_std_version'];
      return parseIndustry(value, version === '2011' || version === '2017' ? version : undefined).findings;
    }
    case 'mobile':
      return checkMobileNumber(value).findings;
    case 'id_number':
      return checkPersonNumber(value, { today }).findings;
    case 'email':
      return shaped(value, emailShape, 'email_shape', '邮箱应形如 name@example.cn，请核对。');
    case 'person_name':
      return shaped(value, nameShape, 'person_name_shape', '姓名应为 2–20 个汉字（可含间隔号“·”），请核对。');
    default:
      return assertNever(check, 'check');
  }
}

function projectContext(record: RecordValues): { regionCode?: string; crossRegion?: boolean; projectKind?: string } {
  const region = record['region_code'];
  const kind = record['project_kind'];
  return {
    ...(typeof region === 'string' ? { regionCode: region } : {}),
    ...(record['is_cross_region'] === true ? { crossRegion: true } : {}),
    ...(typeof kind === 'string' ? { projectKind: kind } : {}),
  };
}

const shaped = (value: string, shape: RegExp, code: string, message: string): readonly Finding[] =>
  shape.test(value.trim()) ? [] : [warningFinding(code, message)];

/**
 * The standard form of a value (dashes, widths, brackets, letter case), so that equal codes are equal texts. What has no
 * recognisable shape stays as it was typed: a person must look at it.
 */
export function normaliseChecked(check: CheckId, value: string): string {
  switch (check) {
    case 'project_code': {
      const normalised = normaliseCode(value).replace(/-+/g, '-');
      return projectCodeScheme(normalised) === 'INVALID' ? value : normalised;
    }
    case 'uscc': {
      const { normalised, findings } = checkUscc(value);
      return findings.some(({ severity }) => severity === 'error') ? value : normalised;
    }
    case 'document_number': {
      const { normalised, kind } = checkDocumentNumber(value);
      return kind === 'unrecognised' ? value : normalised;
    }
    case 'mobile': {
      const { normalised, findings } = checkMobileNumber(value);
      return findings.length === 0 ? normalised : value;
    }
    case 'id_number':
      return /^\d{17}x$/.test(value) ? value.toUpperCase() : value;
    case 'industry':
    case 'email':
    case 'person_name':
      return value;
    default:
      return assertNever(check, 'check');
  }
}
