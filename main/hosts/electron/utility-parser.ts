// Starts the parser under Electron, where a child process of Node is switched off by a fuse.
import { utilityProcess } from 'electron';
import type { ParserSpawn } from '../../tabular/parser-spawn.ts';

const keptErrorBytes = 4_000;

/** `ParserSpawn` by `utilityProcess`: next to no environment and a bounded heap. */
export const spawnUtilityParser: ParserSpawn = (entry, memoryMb) => {
  const child = utilityProcess.fork(entry, [], {
    env: neededEnvironment(),
    execArgv: [`--max-old-space-size=${memoryMb}`],
    stdio: ['ignore', 'ignore', 'pipe'],
    serviceName: 'spreadsheet-reader',
  });
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-keptErrorBytes);
  });
  child.on('error', (type, location) => {
    lastWords = `${lastWords} ${type} ${location}`;
  });
  return {
    get pid() {
      return child.pid;
    },
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onEnd: (listener) => void child.once('exit', (code) => listener(`exit ${code} ${lastWords}`.trim())),
    kill: () => {
      // A reader caught in a loop does not listen to a polite request.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
  };
};

/** Windows processes do not start without these; none of them tells the child anything about the person. */
function neededEnvironment(): Record<string, string> {
  const kept = ['SystemRoot', 'TEMP', 'TMP'].map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(kept.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
