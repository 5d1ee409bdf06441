export interface TrueType {
  /** Unique among the fonts of a document. */
  readonly name: string;
  /** Empty if the font has no such table. */
  readonly tableOf: (tag: string) => Buffer;
  /** In thousandths of the size, as all lengths of a font in a PDF. */
  readonly metrics: {
    readonly ascent: number;
    readonly descent: number;
    readonly capHeight: number;
    readonly box: readonly number[];
  };
  /** Returns 0 if the font has no glyph for the character. */
  readonly glyphOf: (codePoint: number) => number;
  readonly advanceOf: (glyph: number) => number;
  readonly outlineOf: (glyph: number) => Buffer;
}

const TAG_BYTES = 4;
const TABLE_RECORD_BYTES = 16;
const EMPTY = Buffer.alloc(0);

function readTables(file: Buffer): ReadonlyMap<string, Buffer> {
  const records = Array.from({ length: file.readUInt16BE(4) }, (_, index) => 12 + index * TABLE_RECORD_BYTES);
  return new Map(
    records.map((at) => {
      const [offset, length] = [file.readUInt32BE(at + 8), file.readUInt32BE(at + 12)];
      return [file.toString('latin1', at, at + TAG_BYTES), file.subarray(offset, offset + length)];
    }),
  );
}

/** Format 12 maps all characters, also those after U+FFFF. */
const ALL_CHARACTERS = 12;

/** Returns the glyph of each character, up to the last one that has a glyph. */
function readCharacters(cmap: Buffer): Uint16Array {
  const offsets = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) => cmap.readUInt32BE(8 + index * 8));
  const at = offsets.find((offset) => cmap.readUInt16BE(offset) === ALL_CHARACTERS);
  if (at === undefined) throw new Error('The font has no table of all its characters');
  const groups = Array.from({ length: cmap.readUInt32BE(at + 12) }, (_, index) => {
    const group = at + 16 + index * 12;
    return { first: cmap.readUInt32BE(group), last: cmap.readUInt32BE(group + 4), glyph: cmap.readUInt32BE(group + 8) };
  });
  const glyphs = new Uint16Array((groups.at(-1)?.last ?? 0) + 1);
  for (const { first, last, glyph } of groups)
    for (let character = first; character <= last; character += 1) glyphs[character] = glyph + character - first;
  return glyphs;
}

const CAPITAL = 'H'.charCodeAt(0);

/** Reads a font with TrueType outlines. Only for fonts of this product: damage is not looked for. */
export function readTrueType(name: string, file: Buffer): TrueType {
  const tables = readTables(file);
  const tableOf = (tag: string): Buffer => tables.get(tag) ?? EMPTY;
  const [head, hhea, hmtx, loca, glyf] = ['head', 'hhea', 'hmtx', 'loca', 'glyf'].map(tableOf) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ];
  const unitsPerEm = head.readUInt16BE(18);
  const scale = (units: number): number => Math.round((units * 1_000) / unitsPerEm);
  const characters = readCharacters(tableOf('cmap'));
  const widths = hhea.readUInt16BE(34);
  const isLong = head.readInt16BE(50) === 1;
  const offsetOf = (glyph: number): number => (isLong ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2);
  const glyphOf = (codePoint: number): number => characters[codePoint] ?? 0;
  const outlineOf = (glyph: number): Buffer => glyf.subarray(offsetOf(glyph), offsetOf(glyph + 1));
  return {
    name,
    tableOf,
    metrics: {
      ascent: scale(hhea.readInt16BE(4)),
      descent: scale(hhea.readInt16BE(6)),
      // The table with this height is too old to have it: the upper edge of a capital.
      capHeight: scale(outlineOf(glyphOf(CAPITAL)).readInt16BE(8)),
      box: [36, 38, 40, 42].map((at) => scale(head.readInt16BE(at))),
    },
    glyphOf,
    // Glyphs after the last width have that one.
    advanceOf: (glyph) => scale(hmtx.readUInt16BE(Math.min(glyph, widths - 1) * 4)),
    outlineOf,
  };
}
