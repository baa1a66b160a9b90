// 行政执法规范监控系统: so far the overview of its databases.

import { overviewPart } from '../../libraries/overview/system-part.ts';

export const part = overviewPart('enforcement');
