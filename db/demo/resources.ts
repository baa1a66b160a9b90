// Invented decision resources: bulletins, studies, comments and results, some of them about projects, plans and policies.

import { afterWorkdays, dayOfYearMonth, iso, monthOf, workday, type Day } from './calendar.ts';
import { wan } from './money.ts';
import { personName } from './names.ts';
import { observations, topics } from './paragraphs.ts';
import { orgId, orgNumber } from './parties.ts';
import { districts } from './places.ts';
import { planCount } from './plans-and-funds.ts';
import { policyId } from './policies.ts';
import { Random, at, combination, demoId } from './random.ts';
import type { Values } from './rows.ts';
import { ids, streams } from './streams.ts';

const categories = [
  { code: '1', title: '政策信息专报', source: '发改信息' },
  { code: '2', title: '战略规划研究', source: '规划研究简报' },
  { code: '3', title: '运行监测分析', source: '宏观监测月报' },
  { code: '4', title: '区域发展观察', source: '区域发展动态' },
  { code: '5', title: '改革经验交流', source: '体制改革简报' },
  { code: '6', title: '专家视点', source: '专家建议' },
  { code: '7', title: '调研报告', source: '调查研究' },
  { code: '8', title: '课题成果', source: '年度课题' },
] as const;

const firstYear = 2016;
const months = 126;

/** How many records the resources may refer to. */
export interface ResourceWorld {
  readonly projects: number;
  readonly policies: number;
}

const resourceId = (seed: number, index: number): string => demoId(seed, ids.resource, index);

export function resourceRow(seed: number, index: number, world: ResourceWorld, today: Day): Values {
  const random = new Random(seed, streams.resource, index);
  const [topicNo = 0, categoryNo = 0, districtNo = 0, month = 0, lap = 0] = combination(seed, index, [
    topics.length,
    categories.length,
    districts.length,
    months,
  ]);
  const topic = at(topics, topicNo);
  const category = at(categories, categoryNo);
  const district = at(districts, districtNo);
  const inSeries = workday(dayOfYearMonth(firstYear + Math.floor(month / 12), (month % 12) + 1, random.int(2, 26)));
  // Nothing is written after the day the data are looked at.
  const written = inSeries <= today ? inSeries : inSeries - 365 * Math.ceil((inSeries - today) / 365);
  const signed = afterWorkdays(written, 4);
  const isSigned = signed <= today;
  const isResult = category.code === '8';
  const fill = (text: string): string => text.replaceAll('{题}', topic.name).replaceAll('{区}', district.reportName);
  const parts = observations.filter(() => random.chance(0.5)).map(fill);
  const body = parts.length >= 3 ? parts : observations.slice(0, 4).map(fill);
  return {
    resource_id: resourceId(seed, index),
    title: `${district.reportName}${topic.name}${category.title}（${monthOf(written).replace('-', '年')}月${lap === 0 ? '' : `第${lap + 1}期`}）`,
    category: category.code,
    sub_category: topic.name,
    authors: [personName(random), personName(random)],
    author_org_id: orgId(seed, random.chance(0.6) ? orgNumber.cityDrc : orgNumber.institute(random.int(0, 9))),
    source_name: category.source,
    source_date: iso(written),
    resource_format: '1',
    period_from: monthOf(written - 90),
    period_to: monthOf(written),
    region_codes: [district.code],
    industry_codes: [topic.industry],
    keywords: [...topic.keywords, district.reportName],
    abstract: `${fill(at(observations, 1))}${fill(at(observations, index % observations.length))}`,
    body: body.join('\n'),
    topic_no: isResult ? `KT${iso(written).slice(0, 4)}-${String(index + 1).padStart(6, '0')}` : null,
    topic_from: isResult ? iso(written - 240) : null,
    topic_to: isResult ? iso(written - 10) : null,
    concluded_on: isResult ? iso(written - 5) : null,
    topic_fund: isResult ? random.int(3, 20) * wan : null,
    secret_level: '0',
    disclosure: random.chance(0.7) ? 'A' : 'B',
    quality_grade: random.weighted([
      ['A', 2],
      ['B', 5],
      ['C', 3],
    ] as const),
    state: isSigned ? '4' : '1',
    editor: '演示采编',
    reviewer: isSigned ? '演示审核' : null,
    issuer: isSigned ? '演示签发' : null,
    issued_on: isSigned ? iso(signed) : null,
    adoption: isSigned
      ? random.weighted([
          ['0', 7],
          ['3', 2],
          ['2', 1],
        ] as const)
      : null,
    related_project_ids: random.chance(0.3) ? [demoId(seed, ids.project, random.int(0, world.projects - 1))] : null,
    related_plan_ids: random.chance(0.2) ? [demoId(seed, ids.planDocument, random.int(0, planCount - 1))] : null,
    related_doc_ids: random.chance(0.3) ? [policyId(seed, random.int(0, world.policies - 1))] : null,
    read_count: random.int(0, 900),
    fav_count: random.int(0, 40),
  };
}
