// Files the page offers for saving: only its own, and only where the person says.
import { basename } from 'node:path';
import type { Session } from 'electron';
import { windowOrigin } from '#domain/rpc/window-protocol.ts';
import type { HostLog } from '../host-log.ts';

/** Shows the system's save dialog for content the page made (blob:), and cancels every other download. */
export function askWhereToSave(session: Session, log: HostLog): void {
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${windowOrigin}/`)) {
      log('warn', 'window.download_refused', { url: item.getURL().slice(0, 200) });
      event.preventDefault();
      return;
    }
    item.setSaveDialogOptions({ title: '保存文件', defaultPath: basename(item.getFilename()) });
    item.once('done', (_event, state) => log('info', 'window.download', { state, bytes: item.getReceivedBytes() }));
  });
}
