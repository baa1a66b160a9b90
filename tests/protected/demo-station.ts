// A demonstration station in this process, where one signs in as any of its persons.

import { demoPassword } from '#main/session/founding.ts';
import { newFolder, openTestWorkstation, type TestWorkstation } from '../cli/test-workstation.ts';

export interface DemoStation extends TestWorkstation {
  /** Ends the session and begins that of another demonstration person: `演示用户`, or the name of a role. */
  readonly signIn: (login: string) => Promise<void>;
}

/** An empty demonstration station; its first person is at work. */
export async function openDemoStation(): Promise<DemoStation> {
  const station = await openTestWorkstation({ dataDir: newFolder() });
  await station.ask('session.create', { user: '演示用户', password: demoPassword, demo: true });
  return {
    ...station,
    signIn: async (login) => {
      await station.ask('session.lock', {});
      await station.ask('session.unlock', { login, password: demoPassword });
    },
  };
}
