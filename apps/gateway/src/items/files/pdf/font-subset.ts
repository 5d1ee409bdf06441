import { createHash } from 'node:crypto';
import type { TrueType } from './true-type.js';

/** Bits of a part of a composite glyph (OpenType, table `glyf`). */
const WORDS = 0x1;
const SCALE = 0x8;
const MORE = 0x20;
const TWO_SCALES = 0x40;
const MATRIX = 0x80;

function partBytes(flags: number): number {
  const place = (flags & WORDS) === 0 ? 2 : 4;
  const shape = (flags & SCALE) === 0 ? ((flags & TWO_SCALES) === 0 ? ((flags & MATRIX) === 0 ? 0 : 8) : 4) : 2;
  return 4 + place + shape;
}

/** Returns the offsets at which a composite glyph names its parts. Other glyphs have none. */
function listParts(outline: Buffer): readonly number[] {
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return [];
  const parts: number[] = [];
  for (let at = 10, more = true; more;) {
    const flags = outline.readUInt16BE(at);
    parts.push(at + 2);
    more = (flags & MORE) !== 0;
    at += partBytes(flags);
  }
  return parts;
}

const align = (length: number): number => (length + 3) & ~3;

function checksum(table: Buffer): number {
  const padded = Buffer.alloc(align(table.length));
  table.copy(padded);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}

const SUM_OF_FILE = 0xb1b0afba;

/** Writes the tables, in the order of their tags, with their checksums. */
function writeTables(tables: Readonly<Record<string, Buffer>>): Buffer {
  const entries = Object.entries(tables).filter(([, table]) => table.length > 0);
  const power = Math.floor(Math.log2(entries.length));
  const head = Buffer.alloc(12 + entries.length * 16);
  head.writeUInt32BE(0x00010000, 0);
  [entries.length, 2 ** power * 16, power, (entries.length - 2 ** power) * 16].forEach((value, index) => {
    head.writeUInt16BE(value, 4 + index * 2);
  });
  let offset = head.length;
  const parts = entries.map(([tag, table], index) => {
    const at = 12 + index * 16;
    head.write(tag, at, 'latin1');
    [checksum(table), offset, table.length].forEach((value, field) => {
      head.writeUInt32BE(value, at + 4 + field * 4);
    });
    offset += align(table.length);
    return Buffer.concat([table], align(table.length));
  });
  const file = Buffer.concat([head, ...parts]);
  const headAt = file.readUInt32BE(12 + entries.findIndex(([tag]) => tag === 'head') * 16 + 8);
  file.writeUInt32BE((SUM_OF_FILE - checksum(file)) >>> 0, headAt + 8);
  return file;
}

const copyWith = (table: Buffer, change: (copy: Buffer) => unknown): Buffer => {
  const copy = Buffer.from(table);
  change(copy);
  return copy;
};

const hexOf = (code: number): string => code.toString(16).padStart(4, '0');

export interface BuiltFont {
  readonly file: Buffer;
  /** Name with the six letters that a subset has before it. */
  readonly name: string;
  /** Widths by code. */
  readonly widths: readonly number[];
}

/**
 * The characters of a font that a document uses. Each gets a code of its own, in the order of their first use: two characters with
 * one glyph stay two characters for readers that copy or read aloud.
 */
export class FontSubset {
  readonly #codes = new Map<number, number>();
  readonly #characters: number[] = [];
  /** By code. The first is the glyph that stands for a missing one. */
  readonly #glyphs: number[] = [0];
  readonly #hex: string[] = [hexOf(0)];
  readonly #advances: number[] = [];

  constructor(readonly font: TrueType) {
    this.#advances.push(font.advanceOf(0));
  }

  has(codePoint: number): boolean {
    return this.font.glyphOf(codePoint) !== 0;
  }

  codeOf(codePoint: number): number {
    const known = this.#codes.get(codePoint);
    if (known !== undefined) return known;
    const code = this.#addGlyph(this.font.glyphOf(codePoint));
    this.#codes.set(codePoint, code);
    this.#characters[code] = codePoint;
    return code;
  }

  /** The code as the content of a page has it. */
  hex(code: number): string {
    return this.#hex[code] ?? '';
  }

  advance(code: number): number {
    return this.#advances[code] ?? 0;
  }

  #addGlyph(glyph: number): number {
    const code = this.#glyphs.push(glyph) - 1;
    this.#hex.push(hexOf(code));
    this.#advances.push(this.font.advanceOf(glyph));
    return code;
  }

  /** Returns the map from codes to characters (ISO 32000, 9.10.3). */
  toUnicode(): string {
    const rows = this.#characters.flatMap((character, code) => {
      const utf16 = Buffer.from(String.fromCodePoint(character), 'utf16le').swap16().toString('hex');
      return [`<${hexOf(code)}> <${utf16}>`];
    });
    const MOST_ROWS = 100;
    const blocks = Array.from({ length: Math.ceil(rows.length / MOST_ROWS) }, (_, index) => {
      const block = rows.slice(index * MOST_ROWS, (index + 1) * MOST_ROWS);
      return `${String(block.length)} beginbfchar\n${block.join('\n')}\nendbfchar\n`;
    });
    return (
      '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n' +
      '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n' +
      '/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n' +
      `${blocks.join('')}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n`
    );
  }

  /** Writes a font with the used glyphs alone. Call it after the last character. */
  build(): BuiltFont {
    const { font } = this;
    const outlines = this.#copyOutlines();
    const count = this.#glyphs.length;
    const [glyf, loca, hmtx] = [Buffer.concat(outlines), Buffer.alloc((count + 1) * 4), Buffer.alloc(count * 4)];
    let offset = 0;
    outlines.forEach((outline, code) => {
      offset += outline.length;
      loca.writeUInt32BE(offset, (code + 1) * 4);
    });
    const bearings = font.tableOf('hmtx');
    this.#glyphs.forEach((glyph, code) => bearings.copy(hmtx, code * 4, glyph * 4, glyph * 4 + 4));
    const file = writeTables({
      'cvt ': font.tableOf('cvt '),
      fpgm: font.tableOf('fpgm'),
      glyf,
      head: copyWith(font.tableOf('head'), (head) => [head.writeUInt32BE(0, 8), head.writeInt16BE(1, 50)]),
      hhea: copyWith(font.tableOf('hhea'), (hhea) => hhea.writeUInt16BE(count, 34)),
      hmtx,
      loca,
      maxp: copyWith(font.tableOf('maxp'), (maxp) => maxp.writeUInt16BE(count, 4)),
      prep: font.tableOf('prep'),
    });
    return { file, name: `${prefixOf(file)}+${font.name}`, widths: this.#advances };
  }

  /** Adds the parts of composite glyphs at the end, and names them by their codes. */
  #copyOutlines(): readonly Buffer[] {
    const parts = new Map<number, number>();
    const outlines: Buffer[] = [];
    // The list grows meanwhile.
    for (let code = 0; code < this.#glyphs.length; code += 1) {
      const outline = this.font.outlineOf(this.#glyphs[code] ?? 0);
      const copy = Buffer.concat([outline], align(outline.length));
      for (const at of listParts(outline)) {
        const glyph = outline.readUInt16BE(at);
        const part = parts.get(glyph) ?? this.#addGlyph(glyph);
        parts.set(glyph, part);
        copy.writeUInt16BE(part, at);
      }
      outlines.push(copy);
    }
    return outlines;
  }
}

const LETTERS = 26;
const prefixOf = (file: Buffer): string =>
  String.fromCodePoint(...[...createHash('sha256').update(file).digest().subarray(0, 6)].map((byte) => 65 + (byte % LETTERS)));
