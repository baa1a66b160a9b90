// 发展规划成果信息库管理系统: so far the overview of its databases.

import { overviewPart } from '../../libraries/overview/system-part.ts';

export const part = overviewPart('planning');
