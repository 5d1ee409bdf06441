/**
 * Returns the URL, or `undefined` if the text is none. Instead of `URL.canParse`: once Node 20 has compiled that function, after
 * some thousand calls, it refuses addresses with letters such as ü.
 */
export function parseUrl(text: string, base?: string | URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
