// Monthly reports of one life: as many as months are over.

import { physicalNode, nominalPercent } from '#domain/dictionary/code-tables/physical.ts';
import type { LibraryId } from '#domain/dictionary/index.ts';
import { firstDay, iso, momentOf, monthText, yearOfMonth, type Day } from './calendar.ts';
import { share } from './money.ts';
import { clerkOf, orgNumber, personId } from './parties.ts';
import { finalCost, type Life } from './project-life.ts';
import { at, Random, demoId } from './random.ts';
import type { Values } from './rows.ts';
import { ids, streams } from './streams.ts';

const laddersByFamily: ReadonlyMap<string, readonly { readonly code: string; readonly name: string; readonly percent: number }[]> = Map.groupBy(
  physicalNode.items.map(({ code, name }) => ({ code, name, percent: nominalPercent(code) ?? 100 })),
  ({ code }) => code.charAt(0),
);

const ladder = (family: string): readonly { readonly code: string; readonly name: string; readonly percent: number }[] => {
  const nodes = laddersByFamily.get(family);
  if (nodes === undefined) throw new Error(`no ladder ${family}`);
  return nodes;
};

/** The node a work stands at when this share of it is done: the first not yet passed. */
const standing = (family: string, part: number) => {
  const nodes = ladder(family);
  return nodes.find(({ percent }) => part * 100 <= percent) ?? at(nodes, nodes.length - 1);
};

export const nodeAt = (family: string, part: number): string => standing(family, part).code;

const problems = [
  '部分地块征迁未完成，影响施工作业面移交。',
  '管线迁改涉及多家产权单位，迁改进度滞后于计划。',
  '主要建材价格上涨，施工单位备料不足。',
  '受连续降雨影响，室外工程进度放缓。',
  '市政配套接入方案未最终确定，影响后续工序安排。',
  '部分进口设备到货时间推迟。',
] as const;
const suggestions = ['建议区市加快征迁交地。', '建议召开专题会议协调管线迁改时序。', '建议优化施工组织，增加作业班组。'] as const;
const phrases = ['正在施工', '有序推进', '按计划实施', '加快推进中', '完成过半', '进入收尾'] as const;

/** Most reports of one project; identifiers leave room for them. */
const reportsPerLife = 128;

/** Reports of all months that are over on `today`, in order. `libraryIn` says under which library a year is reported. */
export function reportRows(life: Life, today: Day, libraryIn: (year: number) => LibraryId): Values[] {
  const { seed, timeline: t, kind } = life;
  const whole = finalCost(life);
  const rows: Values[] = [];
  const filler = personId(seed, clerkOf(life.owner));
  const verifier = personId(seed, clerkOf(orgNumber.districtHead(life.district, 'drc')));
  let ytd = 0;
  for (let place = 0; place < life.done.length; place += 1) {
    const month = life.firstMonth + place;
    const filled = firstDay(month + 1) + 1 + (life.index % 3);
    if (filled > today) break;
    const random = new Random(seed, streams.progress, life.index * reportsPerLife + place);
    const done = life.done[place] ?? 0;
    ytd = month % 12 === 0 ? done : ytd + done;
    const cumulative = (life.before[place] ?? 0) + done;
    const part = cumulative / whole;
    const isFinished = Number.isFinite(t.finish) && place === life.done.length - 1;
    const node = isFinished ? at(ladder(kind.ladder), ladder(kind.ladder).length - 1) : standing(kind.ladder, part);
    const isLate = random.chance(0.1);
    // Reports younger than two months are still on their way through the offices.
    const age = today - filled;
    const isVerified = age > 6;
    rows.push({
      report_id: demoId(seed, ids.report, life.index * reportsPerLife + place),
      project_id: life.id,
      period: monthText(month),
      library: libraryIn(yearOfMonth(month)),
      phys_node: node.code,
      phys_pct: isFinished ? 10_000 : Math.min(9_900, Math.round(part * 100) * 100),
      phys_text: isFinished ? `${node.name}，项目建成` : `${node.name}${random.pick(phrases)}`,
      month_done: done,
      ytd_done: ytd,
      cum_done: cumulative,
      arrived: share(life.total, Math.min(1, (cumulative / life.total) * 1.06 + 0.02)),
      paid: share(cumulative, life.payment),
      started: true,
      started_on: iso(t.start),
      finished: isFinished,
      finished_on: isFinished ? iso(t.finish) : null,
      problem_text: isLate ? random.pick(problems) : null,
      suggestion: isLate ? random.pick(suggestions) : null,
      fill_by_id: filler,
      fill_at: momentOf(filled, 1 + (life.index % 9), (life.index * 13) % 60),
      verify_by_id: isVerified ? verifier : null,
      verify_at: isVerified ? momentOf(filled + 4, 2, 30) : null,
      state: age > 40 ? '60' : isVerified ? '50' : '20',
    });
  }
  return rows;
}
