// The group rows in force while reading down a table: which title is inside which.

import { statusCore, type GroupLabel } from './group-label.ts';
import type { GroupContext } from './types.ts';

export interface OpenGroup {
  /** Zero-based row of the title. */
  readonly row: number;
  readonly kind: 'section' | 'district' | 'status';
  readonly label: GroupLabel;
  readonly count: number | null;
  /** The next written row is a title of the same level: this one is the outer of the two. */
  readonly beforeTitle: boolean;
}

/** Ordinals have a fixed rank in official writing; bare words take the place where they are first seen. */
const RANK: Readonly<Partial<Record<GroupLabel['style'], number>>> = { part: 0, cn: 1, roman: 2, cn_bracket: 3, arabic: 4, bracket: 5, circled: 6 };

/** Titles of one level replace each other: numbered ones by their style, bare ones by what they name. */
export const levelOf = (group: Pick<OpenGroup, 'kind' | 'label'>): string => (group.label.style === 'none' ? group.kind : group.label.style);

export class GroupStack {
  #open: readonly OpenGroup[] = [];
  #context: GroupContext = { path: [], district: null, status: null };
  #afterTitle = false;

  get open(): readonly OpenGroup[] {
    return this.#open;
  }

  get context(): GroupContext {
    return this.#context;
  }

  projectRead(): void {
    this.#afterTitle = false;
  }

  enter(group: OpenGroup): void {
    this.#open = [...this.#outerOf(group), group];
    this.#afterTitle = true;
    const label = (kind: OpenGroup['kind']): string | null => this.#open.findLast((g) => g.kind === kind)?.label.label ?? null;
    const status = label('status');
    const path = this.#open.map((g) => g.label.label).filter((text) => text !== '');
    this.#context = { path, district: label('district'), status: status === null ? null : statusCore(status) };
  }

  /** The groups that stay open around a new one. */
  #outerOf(group: OpenGroup): readonly OpenGroup[] {
    const level = levelOf(group);
    const first = this.#open.findIndex((g) => levelOf(g) === level);
    if (first >= 0) {
      // Bare titles may nest in each other: 基础设施 directly followed by 交通, later 能源.
      const last = this.#open.findLastIndex((g) => levelOf(g) === level);
      if (this.#afterTitle && last === this.#open.length - 1 && this.#open[last]?.beforeTitle === true) return this.#open;
      return this.#open.slice(0, group.beforeTitle ? first : last);
    }
    // A bare title after projects stands beside the bare title of those projects, be it 合肥市 and then 省水利厅.
    const innermost = this.#open.at(-1);
    if (!this.#afterTitle && group.label.style === 'none' && innermost?.label.style === 'none') return this.#open.slice(0, -1);
    const rank = RANK[group.label.style];
    return rank === undefined ? this.#open : this.#open.filter((g) => (RANK[g.label.style] ?? -1) < rank);
  }
}
