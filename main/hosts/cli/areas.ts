// All areas of the command line together: their verbs, options and help.

import type { Area } from './area.ts';
import { audit } from './areas/audit.ts';
import { backup } from './areas/backup.ts';
import { identity } from './areas/identity.ts';
import { records } from './areas/records.ts';
import { station } from './areas/station.ts';

const areas: readonly Area[] = [station, records, identity, audit, backup];

const merged = <T>(parts: readonly Readonly<Record<string, T>>[]): Readonly<Record<string, T>> => Object.assign({}, ...parts) as Readonly<Record<string, T>>;

export const verbs = merged(areas.map((area) => area.verbs));
export const forms = merged(areas.map((area) => area.forms));
export const texts: readonly string[] = ['data', 'login', ...new Set(areas.flatMap((area) => area.texts))];
export const flags: readonly string[] = ['json', ...new Set(areas.flatMap((area) => area.flags))];

export const usage = `用法：npm run -s ws -- <命令> [选项] [--data 目录] [--login 登录名] [--json]

${areas.map((area) => area.usage).join('\n\n')}

库：plan reserve central special fiscal key filing expert policy decision
登录名取自 --login 或环境变量 WS_USER，不写时为首个业务用户；密码取自环境变量 WS_PASSWORD，或在终端中输入；新密码取自 WS_NEW_PASSWORD。
演示副本不需要密码。工作站窗口解锁期间，命令行不能同时使用同一个数据目录。`;
