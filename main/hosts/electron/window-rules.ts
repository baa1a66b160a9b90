// What a page in the window may not do: permissions, network, navigation, new windows, webviews.
import type { Session, WebContents } from 'electron';
import { windowOrigin } from '#domain/rpc/window-protocol.ts';
import type { HostLog } from '../host-log.ts';

const grantedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'fullscreen']);

const isOwnPage = (url: string): boolean => url.startsWith(`${windowOrigin}/`);

/** Own files, content the page made itself, and the developer tools, which packaged windows do not have. */
const isOwnRequest = (url: string): boolean =>
  isOwnPage(url) || url.startsWith(`blob:${windowOrigin}/`) || url.startsWith('data:') || url.startsWith('devtools:');

const denyCertificate = -2;

/** Denies a session every permission, device and address that the workstation does not use. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(grantedPermissions.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => grantedPermissions.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses);
  // The page has no business on any network; the data centre is reached by the host.
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOwnRequest(url) }));
  session.setCertificateVerifyProc((_request, answer) => answer(denyCertificate));
  session.setSpellCheckerEnabled(false);
}

/** Keeps one page, and every page it could open, on our own origin. */
export function lockContents(contents: WebContents, log: HostLog): void {
  const stay = (event: { preventDefault(): void; readonly url: string }): void => {
    if (isOwnPage(event.url)) return;
    event.preventDefault();
    log('warn', 'window.navigation_refused', { url: event.url.slice(0, 200) });
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('select-client-certificate', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log('error', 'window.page_gone', { reason, exitCode });
    if (reason !== 'clean-exit') contents.reload();
  });
}
