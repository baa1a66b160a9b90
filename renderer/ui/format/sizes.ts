// File sizes as people read them.

const unit = 1024;

/** `46.1 MB`, `812 KB`; KB at least. */
export function sizeText(bytes: number): string {
  const kb = bytes / unit;
  return kb < unit ? `${Math.max(1, Math.round(kb))} KB` : `${(kb / unit).toFixed(1)} MB`;
}
