/** Characters of the text of a page: the first one, and the one after the last. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Characters of one piece of the text layer: the first one, and the one after the last. */
export interface PiecePart {
  readonly piece: number;
  readonly from: number;
  readonly to: number;
}

const withoutSpace = (text: string): string => text.replaceAll(/\s/gu, '');

/** The occurrence of the words that is nearest to `near`. -1 if there is none. */
function findNearest(text: string, words: string, near: number): number {
  let best = -1;
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) {
    if (best !== -1 && Math.abs(at - near) >= Math.abs(best - near)) break;
    best = at;
  }
  return best;
}

/** Lists each character that is no space, with its piece and its index there. */
const listCharacters = (pieces: readonly string[]): readonly (PiecePart & { readonly text: string })[] =>
  pieces.flatMap((text, piece) =>
    [...text.matchAll(/\S/gu)].map(({ 0: character, index }) => ({
      text: character,
      piece,
      from: index,
      to: index + character.length,
    })),
  );

/**
 * Finds a range of the extracted text in the text layer of its page. The layer has other spaces and line ends, because it breaks
 * the text where the file does. Returns an empty list if the words are not in the layer.
 */
export function findPlace(pieces: readonly string[], text: string, { start, end }: TextRange): readonly PiecePart[] {
  const words = withoutSpace(text.slice(start, end));
  if (words === '') return [];
  const characters = listCharacters(pieces);
  const layer = characters.map((one) => one.text).join('');
  const at = findNearest(layer, words, withoutSpace(text.slice(0, start)).length);
  if (at === -1) return [];
  return joinParts(characters, at, at + words.length);
}

/** `from` and `to` count UTF-16 code units of the joined characters. */
function joinParts(
  characters: readonly (PiecePart & { readonly text: string })[],
  from: number,
  to: number,
): readonly PiecePart[] {
  const parts: PiecePart[] = [];
  let at = 0;
  for (const { text, piece, from: first, to: after } of characters) {
    if (at >= from && at < to) {
      const last = parts.at(-1);
      if (last?.piece === piece) parts[parts.length - 1] = { ...last, to: after };
      else parts.push({ piece, from: first, to: after });
    }
    at += text.length;
  }
  return parts;
}
