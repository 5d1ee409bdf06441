const graphemes = new Intl.Segmenter();

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;

const widthOf = (grapheme: string): number => (/^\p{M}+$/u.test(grapheme) ? 0 : WIDE.test(grapheme) ? 2 : 1);

/** Removes control and direction characters: a title from outside must not control the terminal or reverse its text. */
export const stripControls = (text: string): string => text.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '�');

export const textWidth = (text: string): number =>
  [...graphemes.segment(text)].reduce((sum, { segment }) => sum + widthOf(segment), 0);

/** Puts an ellipsis at the end of a shortened text. */
export function shorten(text: string, columns: number): string {
  const clean = stripControls(text);
  if (textWidth(clean) <= columns) return clean;
  let [cut, used] = ['', 1];
  for (const { segment } of graphemes.segment(clean)) {
    used += widthOf(segment);
    if (used > columns) break;
    cut += segment;
  }
  return columns < 1 ? '' : `${cut.trimEnd()}…`;
}

export function wrap(words: readonly string[], columns: number, gap = '  '): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    const longer = line === undefined ? word : `${line}${gap}${word}`;
    if (line === undefined || textWidth(longer) > columns) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
