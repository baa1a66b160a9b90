// What personal information is kept for, on which ground and how long: one entry per purpose, named by the fields that serve it.

import type { PersonalUse } from '../field.ts';

const duty = '履行法定职责（个人信息保护法第13条第1款第3项、第34条）';
const retainExpert = '出库或聘期届满后3年删除或匿名化';

/** Who the expert is and whether he may be asked. */
export const expertSelection: PersonalUse = { purpose: '遴选、联系和管理咨询评审专家', basis: duty, retention: retainExpert };

/** Numbers that identify a person: kept apart, shown with a purpose only. */
export const expertIdentity: PersonalUse = {
  purpose: '核实专家身份、防止一人重复入库、为劳务费代扣代缴个人所得税',
  basis: `${duty}；个人所得税法第9条（扣缴义务人）`,
  retention: retainExpert,
  isSensitive: true,
};

export const expertFee: PersonalUse = {
  purpose: '支付专家劳务费',
  basis: '订立、履行劳务约定所必需并取得单独同意（个人信息保护法第13条第1款第2项、第28条、第29条）',
  retention: '最后一次付款后按会计档案管理要求保存，出库后不再使用并删除本字段',
  isSensitive: true,
};

export const expertContact: PersonalUse = { purpose: '通知专家参加评审', basis: duty, retention: '出库后1年删除' };

export const expertPortrait: PersonalUse = {
  purpose: '评审现场核对本人、在评审意见上签名',
  basis: '取得单独同意（个人信息保护法第13条第1款第1项、第28条、第29条）',
  retention: retainExpert,
  isSensitive: true,
};

/** People who answer for a project or an organisation by their office. */
export const officeHolder: PersonalUse = { purpose: '确定项目责任人和项目单位负责人', basis: duty, retention: '随项目档案保存' };

export const officeContact: PersonalUse = { purpose: '联系项目单位、主管部门办理项目事项', basis: duty, retention: '任职结束或项目归档后2年删除' };
