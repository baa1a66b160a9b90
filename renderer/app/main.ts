// Starts the page: styles, connection to the host, session, router; says why when that fails.

import '@fontsource-variable/noto-sans-sc/index.css';
import 'element-plus/theme-chalk/base.css';
import 'element-plus/es/components/message/style/css.mjs';
import 'element-plus/es/components/message-box/style/css.mjs';
import '../ui/theme/tokens.css';
import '../ui/theme/base.css';
import '../ui/theme/forms.css';
import { createApp } from 'vue';
import { HostUnreachable } from '../api/host.ts';
import { followSession } from '../api/session.ts';
import { connectHost } from '../api/workstation.ts';
import { guardWindowClose } from '../ui/unsaved.ts';
import AppRoot from './AppRoot.vue';
import ConnectionLost from './ConnectionLost.vue';
import { makeRouter } from './router.ts';

async function start(): Promise<void> {
  const lost = await connect();
  if (lost !== null) {
    createApp(ConnectionLost, { message: lost }).mount('#app');
    return;
  }
  guardWindowClose();
  createApp(AppRoot).use(makeRouter()).mount('#app');
}

/** Null when connected, otherwise the sentence for the person. */
async function connect(): Promise<string | null> {
  try {
    await connectHost(() => document.dispatchEvent(new Event('host-lost')));
  } catch (error) {
    if (error instanceof HostUnreachable) return error.message;
    throw error;
  }
  const session = await followSession();
  return session.ok ? null : session.error.message;
}

void start();
