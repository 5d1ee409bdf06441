/*
 * A TrueType font whose characters have no shape. Its text can be searched, selected and copied in any script but draws nothing
 * over the scan. No font of the language has to be found, subset and embedded.
 */

/** The width of the one glyph that stands for every character; text is stretched to its width in the picture. */
export const GLYPH_WIDTH = 500;
const UNITS_PER_EM = 1_000;
const [ASCENT, DESCENT] = [800, -200];

type Table = readonly [tag: string, bytes: Buffer];

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16BE(value & 0xffff, index * 2));
  return bytes;
}

const longs = (...values: readonly number[]): Buffer => words(...values.flatMap((value) => [value >>> 16, value & 0xffff]));

const HEAD = (): Buffer =>
  Buffer.concat([
    longs(0x0001_0000, 0x0001_0000, 0, 0x5f0f_3cf5),
    words(0, UNITS_PER_EM),
    // Created and modified in 1904, so that the file is always the same.
    longs(0, 0, 0, 0),
    words(0, DESCENT, GLYPH_WIDTH, ASCENT, 0, 8, 2, 1, 0),
  ]);

const POST = (): Buffer => Buffer.concat([longs(0x0003_0000, 0), words(0, 0), longs(1, 0, 0, 0, 0)]);

/** One segment, which ends the list: readers look up no character by its number. */
const CMAP = (): Buffer => Buffer.concat([words(0, 1, 3, 1), longs(12), words(4, 24, 0, 2, 2, 0, 0, 0xffff, 0, 0xffff, 1, 0)]);

const NAME = 'GlyphLess';

function nameTable(): Buffer {
  const text = Buffer.from(NAME, 'utf16le').swap16();
  const ids = [1, 4, 6];
  const records = ids.map((id) => words(3, 1, 0x0409, id, text.length, 0));
  return Buffer.concat([words(0, ids.length, 6 + 12 * ids.length), ...records, text]);
}

const TABLES = (): readonly Table[] => [
  ['cmap', CMAP()],
  ['glyf', Buffer.alloc(4)],
  ['head', HEAD()],
  ['hhea', Buffer.concat([longs(0x0001_0000), words(ASCENT, DESCENT, 0, GLYPH_WIDTH, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1)])],
  ['hmtx', words(GLYPH_WIDTH, 0, 0)],
  // Both glyphs are empty: they end at their beginning.
  ['loca', words(0, 0, 0)],
  ['maxp', Buffer.concat([longs(0x0001_0000), words(2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)])],
  ['name', nameTable()],
  ['post', POST()],
];

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
const WHOLE_FONT = 0xb1b0_afba;
const ADJUSTMENT_AT = 8;

export function glyphlessFont(): Buffer {
  const tables = TABLES();
  const power = 2 ** Math.floor(Math.log2(tables.length));
  const directory: Buffer[] = [
    longs(0x0001_0000),
    words(tables.length, power * 16, Math.log2(power), tables.length * 16 - power * 16),
  ];
  const bodies: Buffer[] = [];
  let at = 12 + 16 * tables.length;
  let headAt = 0;
  for (const [tag, bytes] of tables) {
    const body = padded(bytes);
    directory.push(Buffer.from(tag, 'latin1'), longs(checksum(body), at, bytes.length));
    bodies.push(body);
    if (tag === 'head') headAt = at;
    at += body.length;
  }
  const font = Buffer.concat([...directory, ...bodies]);
  font.writeUInt32BE((WHOLE_FONT - checksum(font)) >>> 0, headAt + ADJUSTMENT_AT);
  return font;
}
