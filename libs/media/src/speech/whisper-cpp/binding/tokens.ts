import type { BindingResult } from './package.js';

/** A token in the form of `--output-json-full`: each character of the text stands for one byte. */
export interface OutputToken {
  readonly text: string;
  /** Milliseconds. */
  readonly offsets: { readonly from: number; readonly to: number };
}

/** The replacement for bytes that are no whole character. */
const broken = '\ufffd';
/** No character has more bytes, and no replacement stands for more. */
const mostBytes = 4;

/**
 * Returns the tokens with their own bytes. A token may end within a character, and the binding decodes each token by itself, so
 * such a character is lost. The whole text still has it.
 */
export function restoreTokens({ result, segments }: BindingResult): readonly OutputToken[] {
  const tokens = segments.filter(({ text }) => text !== '');
  const pieces = cut(
    Buffer.from(result),
    tokens.map(({ text }) => text),
  );
  return tokens.map(({ text, t0, t1 }, index) => ({
    text: (pieces?.[index] ?? Buffer.from(text)).toString('latin1'),
    offsets: { from: t0, to: t1 },
  }));
}

/** Cuts bytes into pieces that decode to these texts. Returns `undefined` if they cannot. */
function cut(bytes: Buffer, texts: readonly string[]): readonly Buffer[] | undefined {
  /** For each number of pieces, the places that they can end at, with the beginning of the last piece. */
  const reached: Map<number, number>[] = [new Map([[0, 0]])];
  for (const [index, text] of texts.entries()) {
    const next = new Map<number, number>();
    for (const start of reached[index]?.keys() ?? [])
      for (const end of findEnds(bytes, start, text)) if (!next.has(end)) next.set(end, start);
    reached.push(next);
  }
  const pieces: Buffer[] = [];
  let end = bytes.length;
  for (const places of reached.slice(1).reverse()) {
    const start = places.get(end);
    if (start === undefined) return undefined;
    pieces.unshift(bytes.subarray(start, end));
    end = start;
  }
  return pieces;
}

function findEnds(bytes: Buffer, start: number, text: string): readonly number[] {
  const most = text.includes(broken) ? mostBytes * text.length : Buffer.byteLength(text);
  const least = text.includes(broken) ? 1 : most;
  const ends: number[] = [];
  for (let end = start + least; end <= Math.min(start + most, bytes.length); end += 1)
    if (bytes.toString('utf8', start, end) === text) ends.push(end);
  return ends;
}
