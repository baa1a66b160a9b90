// The named checks of single values: which code of domain/codes judges which field.

import { assertNever } from '#domain/result.ts';
import { checkDocumentNumber } from '#domain/codes/document-number.ts';
import { warningFinding, type Finding } from '#domain/codes/finding.ts';
import { parseIndustry } from '#domain/codes/industry.ts';
import { checkMobileNumber } from '#domain/codes/mobile-number.ts';
import { checkPersonNumber } from '#domain/codes/person-number.ts';
import { checkProjectCode } from '#domain/codes/project-code.ts';
import { checkUscc } from '#domain/codes/uscc.ts';
import type { CheckId, RecordValues, RuleContext } from './field.ts';

const emailShape = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;
const nameShape = /^[\p{Script=Han}·]{2,20}$|^[A-Za-z][A-Za-z .'’-]{1,39}$/u;

export interface CheckedValue {
  /** The value in standard form; the same when nothing can be put right. */
  readonly normalised: string;
  readonly findings: readonly Finding[];
}

/** Runs one named check on a value that is present. Other fields of the record are looked at where a check compares. */
export function checkValue(check: CheckId, value: string, record: RecordValues, { today }: RuleContext): CheckedValue {
  switch (check) {
    case 'project_code':
      return checkProjectCode(value, { today, ...projectContext(record) });
    case 'uscc':
      return checkUscc(value);
    case 'document_number':
      return checkDocumentNumber(value);
    case 'industry': {
      const version = record['industry_std_version'];
      const { findings, industry } = parseIndustry(value, version === '2011' || version === '2017' ? version : undefined);
      return { normalised: industry?.code ?? value, findings };
    }
    case 'mobile':
      return checkMobileNumber(value);
    case 'id_number':
      return checkPersonNumber(value, { today });
    case 'email':
      return shaped(value, emailShape, 'email_shape', '邮箱应形如 name@example.cn，请核对。');
    case 'person_name':
      return shaped(value, nameShape, 'person_name_shape', '姓名应为 2–20 个汉字（可含间隔号“·”），请核对。');
    default:
      return assertNever(check, 'check');
  }
}

/** The standard form of a checked value, whatever the check thinks of it. */
export const normaliseChecked = (check: CheckId, value: string): string => checkValue(check, value, {}, { today: '9999-12-31' }).normalised;

function projectContext(record: RecordValues): { regionCode?: string; crossRegion?: boolean; projectKind?: string } {
  const region = record['region_code'];
  const kind = record['project_kind'];
  return {
    ...(typeof region === 'string' ? { regionCode: region } : {}),
    ...(record['is_cross_region'] === true ? { crossRegion: true } : {}),
    ...(typeof kind === 'string' ? { projectKind: kind } : {}),
  };
}

function shaped(value: string, shape: RegExp, code: string, message: string): CheckedValue {
  const normalised = value.trim();
  return { normalised, findings: shape.test(normalised) ? [] : [warningFinding(code, message)] };
}
