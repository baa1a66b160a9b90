// 政府投资项目监管系统: so far the overview of its databases.

import { overviewPart } from '../../libraries/overview/system-part.ts';

export const part = overviewPart('supervision');
