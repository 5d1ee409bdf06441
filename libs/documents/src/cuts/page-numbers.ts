/** The number that a page states, as printed on it. */
export interface StatedNumber {
  readonly number: number;
  /** The stated number of pages. */
  readonly of: number | undefined;
  /** `labelled`: with a word such as "Page". `fraction`: "1/3". `bare`: nothing but the number. */
  readonly form: 'labelled' | 'fraction' | 'bare';
  /** The words of the page. */
  readonly quote: string;
}

/** Lines at the top and at the bottom of a page that may have its number. */
const EDGE_LINES = 6;

const WORD = '(?:page|pag\\.|seite|blatt|página|pagina|strona|str\\.|страница|стр\\.?|лист|сторінка)';
const OF = '(?:of|von|из|з|de|di|sur|van|z|/)';
const LABELLED = new RegExp(String.raw`(?<!\p{L})${WORD}\s*(?:no\.?|nr\.?|№)?\s*(\d{1,4})\s*${OF}\s*(\d{1,4})(?!\d)`, 'giu');
const LABELLED_ALONE = new RegExp(String.raw`^[^\p{L}\p{N}]*${WORD}\s*(?:no\.?|nr\.?|№)?\s*(\d{1,4})[^\p{L}\p{N}]*$`, 'iu');
const FRACTION = new RegExp(String.raw`^[^\p{L}\p{N}]*(\d{1,4})\s*${OF}\s*(\d{1,4})[^\p{L}\p{N}]*$`, 'iu');
const BARE = /^[-–—·.\s]*(\d{1,3})[-–—·.\s]*$/u;

const toNumber = (form: StatedNumber['form'], quote: string, [number, of]: readonly (string | undefined)[]): StatedNumber => ({
  number: Number(number),
  of: of === undefined ? undefined : Number(of),
  form,
  quote: quote.trim(),
});

/** Numbers such as 5/3 and 0/2 are no numbers of pages. */
const isPossible = ({ number, of }: StatedNumber): boolean => number >= 1 && (of === undefined || number <= of);

/** A line with more letters besides its number is a sentence about another page. */
const LETTERS_BEFORE = 40;
const LETTERS_AFTER = 20;
const REFERENCE = /(?<!\p{L})(?:on|see|to|from|auf|siehe|vgl|von|ab|на|см|со?)\.?\s*$/iu;
const lettersIn = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;

function isOwn(line: string, match: RegExpExecArray): boolean {
  const [before, after] = [line.slice(0, match.index), line.slice(match.index + match[0].length)];
  return lettersIn(before) <= LETTERS_BEFORE && lettersIn(after) <= LETTERS_AFTER && !REFERENCE.test(before);
}

const inLine = (line: string): readonly StatedNumber[] =>
  Array.from(line.matchAll(LABELLED))
    .filter((match) => isOwn(line, match))
    .map((match) => toNumber('labelled', match[0], match.slice(1)))
    .filter(isPossible);

function inWholeLine(line: string, form: StatedNumber['form'], pattern: RegExp): readonly StatedNumber[] {
  const match = pattern.exec(line);
  const found = match === null ? undefined : toNumber(form, line, match.slice(1));
  return found !== undefined && isPossible(found) ? [found] : [];
}

/** Returns the only number of its form. A page with several, such as a table of contents, states none of its own. */
function onlyOne(found: readonly StatedNumber[]): StatedNumber | undefined {
  const different = new Set(found.map(({ number, of }) => `${String(number)} ${String(of)}`));
  return different.size === 1 ? found[0] : undefined;
}

/** Reads the number that a page states at its top or bottom. */
export function findStatedNumber(lines: readonly string[]): StatedNumber | undefined {
  const edge = lines.length <= 2 * EDGE_LINES ? lines : [...lines.slice(0, EDGE_LINES), ...lines.slice(-EDGE_LINES)];
  const ends = [lines[0], lines.length > 1 ? lines.at(-1) : undefined].filter((line) => line !== undefined);
  return (
    onlyOne(edge.flatMap(inLine)) ??
    onlyOne(edge.flatMap((line) => inWholeLine(line, 'labelled', LABELLED_ALONE))) ??
    onlyOne(edge.flatMap((line) => inWholeLine(line, 'fraction', FRACTION))) ??
    onlyOne(ends.flatMap((line) => inWholeLine(line, 'bare', BARE)))
  );
}
