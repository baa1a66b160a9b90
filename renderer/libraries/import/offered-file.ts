// A file dropped on a list waits here until the import page has opened.

let offered: File | null = null;

/** Leaves a file for the import page. */
export const offerFile = (file: File): void => void (offered = file);

/** Takes the file left by a drop, once. */
export function takeOfferedFile(): File | null {
  const file = offered;
  offered = null;
  return file;
}
