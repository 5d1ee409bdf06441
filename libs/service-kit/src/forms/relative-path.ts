/**
 * Reads a path below a folder that the operator has opened, without outer slashes. Refuses paths that could lead elsewhere.
 * Returns the rule that a refused path breaks.
 */
export function readRelativePath(text: string, maxBytes: number): { readonly path: string } | { readonly problem: string } {
  const path = text.replace(/^\/+|\/+$/g, '');
  const segments = path === '' ? [] : path.split('/');
  if (segments.some((segment) => /^\.{0,2}$/.test(segment)) || /[\p{Cc}\p{Cs}\\]/u.test(path))
    return { problem: 'must be names joined by slashes, without .. and control characters' };
  return Buffer.byteLength(path) > maxBytes ? { problem: `may have ${String(maxBytes)} bytes` } : { path };
}
