/** Escapes words that people write: they must not become a link, a picture or a heading, nor begin a new line. */
export const escapeMarkdown = (words: string): string =>
  words
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replaceAll(/[\\`*_{}[\]<>#|!~&]/g, (sign) => `\\${sign}`);
