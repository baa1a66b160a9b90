// Taking a batch back, after asking.

import { ElMessageBox } from 'element-plus/es/components/message-box/index.mjs';
import { tellDone, tellProblem } from '../../api/notices.ts';
import { runTask } from '../../api/tasks.ts';
import { call } from '../../api/workstation.ts';

/** True when the batch was taken back. The undoing is a batch of its own and stays in the history. */
export async function undoBatch(batch: string, label: string): Promise<boolean> {
  const answer = await ElMessageBox.confirm(`撤销「${label}」？这一批新增的记录将删除，修改的内容恢复原值；历史中保留两次变动。`, '撤销批次', {
    confirmButtonText: '撤销这一批',
    cancelButtonText: '不撤销',
    type: 'warning',
  }).catch(() => null);
  if (answer === null) return false;
  const result = await runTask(`撤销 ${label}`, (signal) => call('batch.undo', { batch }, { signal }));
  if (!result.ok) {
    tellProblem(result.error);
    return false;
  }
  tellDone(`已撤销：恢复 ${result.value.restored} 项，删除 ${result.value.removed} 项。`);
  return true;
}
