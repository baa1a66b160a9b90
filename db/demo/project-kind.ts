// What a kind of project is: everything the demonstration data need to make projects of it.

/** Which bureau stands behind a kind of project, in the city and in every district. */
export type Bureau =
  | 'education'
  | 'health'
  | 'civil'
  | 'culture'
  | 'housing'
  | 'transport'
  | 'water'
  | 'urban'
  | 'garden'
  | 'data'
  | 'industry'
  | 'agriculture'
  | 'marine'
  | 'commerce'
  | 'energy';

export interface ProjectKind {
  /** How many of a full round of projects are of this kind. */
  readonly weight: number;
  readonly owner: 'bureau' | 'platform' | 'company';
  readonly bureau: Bureau;
  /** What companies that build such projects are called after; no other kind uses the same words. */
  readonly trades?: readonly string[];
  /** Codes of 所属行业 and 领域, and GB/T 4754-2017. */
  readonly sector: string;
  readonly domain: '1' | '2' | '3';
  readonly industry: string;
  /** Industry chain of key industrial projects. */
  readonly chain: string;
  readonly mode: 'SP' | 'HZ' | 'BA';
  readonly catalogue?: string;
  readonly projectKind: '01' | '02' | '03' | '04';
  readonly nature: string;
  /** Family digit of the physical progress ladder. */
  readonly ladder: string;
  /** 万元. */
  readonly investment: readonly [from: number, to: number];
  /** Months of construction. */
  readonly months: readonly [from: number, to: number];
  /** Shares of civil works, equipment, installation, other cost, contingency, interest, working capital. */
  readonly composition: readonly [number, number, number, number, number, number, number];
  readonly centralProgram?: string;
  readonly specialFund?: string;
  /** Investment in 元 that builds one ㎡ of floor, or one metre of line for roads and pipes. */
  readonly unitCost: number;
  /** Parts the name is chosen from; `{街道}` `{区}` are filled from the place, `{n}` from a number below `numbers`. */
  readonly subjects: readonly string[];
  readonly works: readonly string[];
  readonly numbers: number;
  /** Text of 主要建设内容; `{面积}` `{用地}` `{长度}` `{数量}` `{主体}` `{投资}` are filled in. */
  readonly contents: readonly string[];
  /** The indicator counted in `{数量}` with its unit and bounds. */
  readonly indicator: readonly [name: string, unit: string, from: number, to: number];
}
