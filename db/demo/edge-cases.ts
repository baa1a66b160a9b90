// Records that are deliberately odd or wrong, as real lists have them: every such project is found by its tag.

import type { LibraryId } from '#domain/dictionary/index.ts';
import { iso, type Day } from './calendar.ts';
import type { Life } from './project-life.ts';
import type { Entry } from './project-rows.ts';
import type { Values } from './rows.ts';

export interface EdgeCase {
  /** Tag the project carries. */
  readonly tag: string;
  /** Codes of errors `validateRecord` reports on it; the others are only warned about, or sound. */
  readonly errors: readonly string[];
  readonly suits: (life: Life, today: Day) => boolean;
  readonly spoil: (life: Life, project: Values, entries: readonly Entry[]) => void;
}

const change = (entries: readonly Entry[], library: LibraryId, patch: (values: Values) => Values): void => {
  for (const entry of entries) if (entry.library === library) Object.assign(entry.values, patch(entry.values));
};

const textOf = (value: Values[string] | undefined): string => (typeof value === 'string' ? value : '');

const isCoded = ({ timeline }: Life, today: Day): boolean => timeline.decided <= today;

export const edgeCases: readonly EdgeCase[] = [
  {
    tag: '示例：六十字名称',
    errors: [],
    suits: () => true,
    spoil: (life, project) => {
      const name = life.name.slice(0, 26);
      const end = `（第${life.index + 1}标段）`;
      const middle = '及配套道路给排水供热供电通信绿化照明海绵城市设施与智慧化管理系统综合提升改造工程建设与运营维护一体化项目';
      project['project_name'] = name + middle.slice(0, 60 - name.length - end.length) + end;
    },
  },
  {
    tag: '示例：历史区划即墨市',
    errors: [],
    suits: ({ district, timeline }) => district.code === '370215' && iso(timeline.conceived) < '2017-06-01',
    spoil: (_, project) => {
      project['region_code'] = '370282';
    },
  },
  {
    tag: '示例：历史区划胶南市',
    errors: [],
    suits: ({ district, timeline }) => district.code === '370211' && iso(timeline.conceived) < '2018-01-01',
    spoil: (_, project) => {
      project['region_code'] = '370284';
    },
  },
  {
    tag: '示例：缺项目代码',
    errors: [],
    suits: isCoded,
    spoil: (_, project) => {
      project['national_code'] = null;
    },
  },
  {
    tag: '示例：缺联系人和坐标',
    errors: [],
    suits: () => true,
    spoil: (_, project) => {
      Object.assign(project, {
        contact_person_id: null,
        owner_resp_person_id: null,
        longitude: null,
        latitude: null,
        land_area_mu: null,
        new_land_area_mu: null,
      });
    },
  },
  {
    tag: '示例：信用代码校验位有误',
    errors: [],
    suits: () => true,
    spoil: (_, project) => {
      const code = textOf(project['owner_uscc']);
      project['owner_uscc'] = code.slice(0, 17) + (code.endsWith('0') ? '1' : '0');
    },
  },
  {
    tag: '示例：文号缺括号',
    errors: [],
    suits: isCoded,
    spoil: (_, __, entries) => {
      change(entries, 'filing', ({ doc_no: number }) => ({ doc_no: typeof number === 'string' ? number.replace('〕', '') : null }));
    },
  },
  {
    tag: '示例：资金来源合计不符',
    errors: [],
    suits: isCoded,
    spoil: (_, __, entries) => {
      change(entries, 'filing', ({ src_own: own }) => ({ src_own: typeof own === 'number' ? own + 1_230_000 : null }));
    },
  },
  {
    tag: '示例：年度完成率122%',
    errors: [],
    suits: (life, today) => life.isKey && life.timeline.start <= today - 200,
    spoil: (_, __, entries) => {
      change(entries, 'key', (values) => {
        const done = values['ytd_done'];
        return typeof done === 'number' && done > 5_000_000 ? rescaled(values, Math.round(done / 1.2226)) : {};
      });
    },
  },
  {
    tag: '示例：年度计划大于总投资',
    errors: ['year_plan_within_total_investment'],
    suits: (life, today) => life.isKey && life.timeline.start <= today,
    spoil: (life, _, entries) => {
      change(entries, 'key', () => ({ year_plan: Math.round(life.total * 1.05) }));
    },
  },
  {
    tag: '示例：拟建成早于拟开工',
    errors: ['planned_start_before_planned_finish'],
    suits: () => true,
    spoil: (_, project) => {
      const start = textOf(project['planned_start']);
      project['planned_finish'] = `${Number(start.slice(0, 4)) - 1}-${start.slice(5, 7)}`;
    },
  },
];

/** The year's plan and its parts brought to another total. */
function rescaled(values: Values, total: number): Values {
  const plan = values['year_plan'];
  if (typeof plan !== 'number' || plan <= 0) return {};
  const scaled = (id: string): number => Math.round((Number(values[id] ?? 0) * total) / plan);
  const months = Array.from({ length: 12 }, (_, month) => `m${String(month + 1).padStart(2, '0')}_plan`);
  const quarters = [1, 2, 3].map((quarter) => `q${quarter}_plan`);
  const parts = Object.fromEntries([...months, ...quarters].map((id) => [id, scaled(id)]));
  const firstThree = quarters.reduce((sum, id) => sum + (parts[id] ?? 0), 0);
  return { year_plan: total, ...parts, m12_plan: total, q4_plan: total - firstThree };
}

/** After one example of a case, this many projects pass before the next. */
const interval = 400;

/** Hands out the cases: each to the first project that fits it, then again after a while. Asked in the order of the numbers. */
export class EdgeCasePicker {
  readonly #next = edgeCases.map((_, rank) => rank * 9);

  pick(life: Life, today: Day): EdgeCase | undefined {
    const rank = edgeCases.findIndex(({ suits }, place) => (this.#next[place] ?? 0) <= life.index && suits(life, today));
    if (rank >= 0) this.#next[rank] = life.index + interval;
    return edgeCases[rank];
  }
}
