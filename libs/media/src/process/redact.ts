const address = /\b[a-z][a-z0-9+.-]*:\/\/\S+/gi;
const maxLength = 300;
/** Terminal escapes, reversed writing and broken characters, which uploaded files bring into a tool's log. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Returns a function that removes file names (personal data) and addresses (may carry a token) from tool output for errors. */
export function createRedactor(args: readonly string[]): (line: string) => string {
  const names = args
    .filter((arg) => arg.includes('/') && arg.length > 3)
    .flatMap((arg) => (arg.startsWith('file:') ? [arg, arg.slice('file:'.length)] : [arg]))
    .sort((a, b) => b.length - a.length);
  return (line) =>
    names
      .reduce((text, name) => text.replaceAll(name, '<file>'), line)
      .replace(address, '<address>')
      .slice(0, maxLength)
      .replace(unprintable, '\ufffd');
}
