// Starts the parser and the database under Electron, where a child process of Node is switched off by a fuse.
import { utilityProcess } from 'electron';
import type { DatabaseSpawn } from '../../processes/database-spawn.ts';
import { neededEnvironment, type Child } from '../../processes/fork-child.ts';
import type { ParserSpawn } from '../../tabular/parser-spawn.ts';

const keptErrorBytes = 4_000;

/** `ParserSpawn` by `utilityProcess`: next to no environment and a bounded heap. */
export const spawnUtilityParser: ParserSpawn = (entry, memoryMb) => spawnUtility(entry, 'spreadsheet-reader', [`--max-old-space-size=${memoryMb}`]);

/** `DatabaseSpawn` by `utilityProcess`. */
export const spawnUtilityDatabase: DatabaseSpawn = (entry) => spawnUtility(entry, 'database', []);

function spawnUtility(entry: string, serviceName: string, execArgv: string[]): Child {
  const child = utilityProcess.fork(entry, [], { env: neededEnvironment(), execArgv, stdio: ['ignore', 'ignore', 'pipe'], serviceName });
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
      // Whoever is caught in a loop or in a long statement does not listen to a polite request.
      if (child.pid === undefined) child.kill();
      else process.kill(child.pid, 'SIGKILL');
    },
  };
}
