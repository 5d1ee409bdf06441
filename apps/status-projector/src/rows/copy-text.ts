const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const NEEDS_ESCAPE = /[\\\n\r\t]/;
const EVERY_ESCAPE = /[\\\n\r\t]/g;

const field = (value: string | number | boolean | null): string => {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return NEEDS_ESCAPE.test(value) ? value.replaceAll(EVERY_ESCAPE, (character) => ESCAPES[character] ?? character) : value;
};

export const formatCopyLine = (values: readonly (string | number | boolean | null)[]): string =>
  `${values.map(field).join('\t')}\n`;
