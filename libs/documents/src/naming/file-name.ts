/** What a pattern may ask for. */
export const NAME_FIELDS = ['date', 'year', 'month', 'day', 'sender', 'title', 'type', 'language'] as const;
export type NameField = (typeof NAME_FIELDS)[number];
export type NameFacts = Readonly<Partial<Record<NameField, string>>>;

/** Bytes that every file system takes in one name, with room for an extension and for what destinations add. */
const LONGEST_NAME = 180;
const MOST_LEVELS = 10;
/** Names that are devices on Windows, whatever their extension. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u{fffd}]/gu;

function shortened(name: string): string {
  let kept = name;
  // Character by character: half a character is none.
  while (Buffer.byteLength(kept) > LONGEST_NAME) kept = Array.from(kept).slice(0, -1).join('');
  return kept;
}

/** A name that any file system takes, and that leads nowhere else; empty where nothing is left. */
export function safeName(text: string): string {
  const plain = text.normalize('NFC').replaceAll(FORBIDDEN, ' ').replaceAll(/\s+/g, ' ');
  const trimmed = shortened(plain.trim().replace(/^[.\s]+/, '')).replace(/[.\s]+$/, '');
  return DEVICES.test(trimmed.split('.')[0] ?? '') ? `_${trimmed}` : trimmed;
}

const FIELD = /\{\{\s*([a-z_]+)\s*\}\}/g;

/** What stands in the pattern's places; a slash in a value makes no folder. */
const filled = (pattern: string, facts: NameFacts): string =>
  pattern.replaceAll(FIELD, (_, name: string) => {
    const field = NAME_FIELDS.find((each) => each === name);
    return field === undefined ? '' : (facts[field] ?? '').replaceAll(/[/\\]/g, '-');
  });

/** Marks between two values of which one is missing stand for nothing. */
const tidy = (text: string): string =>
  text
    .replaceAll(/\(\s*\)|\[\s*\]/g, ' ')
    .replaceAll(/\s{2,}/g, ' ')
    .replaceAll(/(?:\s*[-–_,]\s+){2,}/g, ' - ')
    .replace(/^[\s\-–_,]+/, '')
    .replace(/[\s\-–_,]+$/, '');

/** The file's name without its extension. Never empty: what nobody could name keeps the name that it is given. */
export function nameBy(pattern: string, facts: NameFacts, otherwise: string): string {
  return safeName(tidy(filled(pattern, facts))) || safeName(otherwise) || 'document';
}

/** Levels of folders, outermost first. */
export const folderBy = (pattern: string, facts: NameFacts): readonly string[] =>
  pattern
    .split('/')
    .map((level) => safeName(tidy(filled(level, facts))))
    .filter((level) => level !== '')
    .slice(0, MOST_LEVELS);

/** Of a day as `2024-03-01`. */
export function dateFacts(day: string | undefined): NameFacts {
  const [date, year, month, of] = /^(\d{4})-(\d\d)-(\d\d)/.exec(day ?? '') ?? [];
  return date === undefined || year === undefined || month === undefined || of === undefined
    ? {}
    : { date, year, month, day: of };
}
