// npm start: finds the Node 24 that npm ci brought and starts the workstation with it; plain JavaScript, so that any Node can say what is missing.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const packaged = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node');
const node = existsSync(packaged) ? packaged : process.execPath;

if (!existsSync(join(root, 'node_modules', 'vite'))) {
  console.error('还没有安装依赖。请先运行 npm ci,再运行 npm start。');
  process.exit(1);
}
if (node === process.execPath && Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`需要 Node 24,当前是 ${process.versions.node}。请运行 npm ci(会带来本机可用的 Node 24),或自行安装 Node 24。`);
  process.exit(1);
}

const child = spawn(node, [join(root, 'scripts', 'launch.ts'), ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
// Ctrl+C reaches the child by itself; a signal to this process alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
