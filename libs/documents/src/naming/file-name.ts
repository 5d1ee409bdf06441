export const NAME_FIELDS = ['date', 'year', 'month', 'day', 'sender', 'title', 'type', 'language'] as const;
export type NameField = (typeof NAME_FIELDS)[number];
export type NameFacts = Readonly<Partial<Record<NameField, string>>>;

/** Bytes that every file system accepts in one name, with room for an extension and for additions of destinations. */
const LONGEST_NAME = 180;
const MAX_LEVELS = 10;
/** Device names on Windows, with any extension. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u{fffd}]/gu;

function shortenName(name: string): string {
  let result = name;
  // Removes whole characters, never half of one.
  while (Buffer.byteLength(result) > LONGEST_NAME) result = Array.from(result).slice(0, -1).join('');
  return result;
}

/** Returns a name that every file system accepts and that has no path. It may be empty. */
export function toSafeName(text: string): string {
  const plain = text.normalize('NFC').replaceAll(FORBIDDEN, ' ').replaceAll(/\s+/g, ' ');
  const trimmed = shortenName(plain.trim().replace(/^[.\s]+/, '')).replace(/[.\s]+$/, '');
  return DEVICES.test(trimmed.split('.')[0] ?? '') ? `_${trimmed}` : trimmed;
}

const FIELD = /\{\{\s*([a-z_]+)\s*\}\}/g;

/** Fills in the placeholders. A slash in a value creates no folder. */
const fillPattern = (pattern: string, facts: NameFacts): string =>
  pattern.replaceAll(FIELD, (_, name: string) => {
    const field = NAME_FIELDS.find((each) => each === name);
    return field === undefined ? '' : (facts[field] ?? '').replaceAll(/[/\\]/g, '-');
  });

const tidy = (text: string): string =>
  text
    .replaceAll(/\(\s*\)|\[\s*\]/g, ' ')
    .replaceAll(/\s{2,}/g, ' ')
    .replaceAll(/(?:\s*[-–_,]\s+){2,}/g, ' - ')
    .replace(/^[\s\-–_,]+/, '')
    .replace(/[\s\-–_,]+$/, '');

/** Returns the file's name without its extension. Never empty: falls back to `otherwise`, then to "document". */
export function renderFileName(pattern: string, facts: NameFacts, otherwise: string): string {
  return toSafeName(tidy(fillPattern(pattern, facts))) || toSafeName(otherwise) || 'document';
}

/** Returns levels of folders, outermost first. */
export const renderFolders = (pattern: string, facts: NameFacts): readonly string[] =>
  pattern
    .split('/')
    .map((level) => toSafeName(tidy(fillPattern(level, facts))))
    .filter((level) => level !== '')
    .slice(0, MAX_LEVELS);

/** Takes a day like `2024-03-01`. */
export function splitDate(day: string | undefined): NameFacts {
  const [date, year, month, of] = /^(\d{4})-(\d\d)-(\d\d)/.exec(day ?? '') ?? [];
  return date === undefined || year === undefined || month === undefined || of === undefined
    ? {}
    : { date, year, month, day: of };
}
