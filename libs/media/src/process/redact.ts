const address = /\b[a-z][a-z0-9+.-]*:\/\/\S+/gi;
const maxLength = 300;
/** Terminal escapes, reversed writing and broken characters, which uploaded files bring into a tool's log. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Returns a function that removes file names (personal data), addresses (may carry a token) and hidden texts from tool output
 * for errors.
 */
export function createRedactor(args: readonly string[], hidden: readonly string[] = []): (line: string) => string {
  const names = args
    .filter((arg) => arg.includes('/') && arg.length > 3)
    .flatMap((arg) => (arg.startsWith('file:') ? [arg, arg.slice('file:'.length)] : [arg]))
    .sort((a, b) => b.length - a.length);
  const replacements = [...hidden.map((text) => [text, '<hidden>'] as const), ...names.map((name) => [name, '<file>'] as const)];
  return (line) =>
    replacements
      .reduce((text, [found, shown]) => text.replaceAll(found, shown), line)
      .replace(address, '<address>')
      .slice(0, maxLength)
      .replace(unprintable, '\ufffd');
}
