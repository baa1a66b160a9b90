// Values of records as a form or a recognised row would hand them in: sound, complete enough, and easily varied.

import type { Row } from '#db/records/read.ts';
import type { Values } from '#db/records/write.ts';

/** A project of the reserve library; any field may be set otherwise. */
export const aProject = (values: Values = {}): Values => ({
  project_name: '胶州湾第二海底隧道工程',
  region_code: '370211',
  total_investment: 15_000_000_000,
  planned_start: '2026-05',
  ...values,
});

/** A key project of 2026. */
export const aKeyProject = (values: Values = {}): Values => aProject({ mgmt_year: 2026, year_plan: 2_000_000_000, key_level: '1', ...values });

export const anExpert = (values: Values = {}): Values => ({
  expert_no: 'ZJ20260001',
  name: '王德清',
  work_org_name: '青岛市工程咨询院',
  specialty_codes: ['01', '03'],
  credit_score: 90,
  mobile: '13800138000',
  id_no: '370202198001011232',
  ...values,
});

export const aPolicy = (values: Values = {}): Values => ({
  title: '青岛市政府投资项目管理办法',
  doc_number: '青政发〔2024〕12号',
  issuing_orgs: ['青岛市人民政府'],
  issue_date: '2024-06-01',
  ...values,
});

/** A text of a record that must be there, such as its identifier. */
export function textOf(record: Row | Values | undefined, field: string): string {
  const value = record?.[field];
  if (typeof value !== 'string') throw new TypeError(`${field} is no text`);
  return value;
}

export const idOf = (record: Row | undefined): string => textOf(record, 'id');
export const projectOf = (record: Row | undefined): string => textOf(record, 'project_id');
