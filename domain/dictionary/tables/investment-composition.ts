// What a total investment is made of 投资构成 (domain.md §1.1): the same columns in a filing and in an approval.

import { money, type Draft } from './field-kinds.ts';

const G8 = 'G8';

/** The six parts of the fixed-asset investment, in the order of the filing form. */
const parts: readonly Draft[] = [
  money('civil_works', '土建工程', G8, { aliases: ['土建投资', '建筑工程'] }),
  money('equipment', '设备购置费', G8, { aliases: ['设备投资', '设备购置'] }),
  money('installation', '安装工程', G8, { aliases: ['安装工程费', '安装费'] }),
  money('other_cost', '工程建设其他费', G8, { aliases: ['工程建设其他费用', '其他费用'] }),
  money('contingency', '预备费', G8, { aliases: ['预备费用'] }),
  money('interest', '建设期利息', G8, { aliases: ['建设期贷款利息'] }),
];

export const fixedAssetParts: readonly string[] = parts.map(({ id }) => id);

export const compositionDrafts: readonly Draft[] = [
  ...parts,
  money('fixed_asset_investment', '固定资产投资', G8, { derived: '前六项之和' }),
  money('working_capital', '铺底流动资金', G8, { aliases: ['流动资金'], help: '固定资产投资与铺底流动资金之和等于总投资（±1 万元）。' }),
];
