const address = /\b[a-z][a-z0-9+.-]*:\/\/\S+/gi;
const maxLength = 300;
/** What files of strangers bring into the log of a tool: orders to a terminal, writing turned round, halves of characters. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Tool output for an error: file names are personal data and an address may carry a token, so neither stays. */
export function redactor(args: readonly string[]): (line: string) => string {
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
