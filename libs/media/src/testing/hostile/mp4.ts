import { deflateSync } from 'node:zlib';
import { ascii, u16, u32, u32s, u64, u8 } from './bytes.js';
import { hostile, type Bait, type HostileFile } from './hostile-file.js';

export const box = (type: string, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), ascii(type), body]);
};
const full = (type: string, ...parts: readonly Uint8Array[]): Buffer => box(type, u32(0), ...parts);
export const ftyp = (brand = 'isom'): Buffer => box('ftyp', ascii(brand.padEnd(4)), u32(0), ascii(brand.padEnd(4)));
const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/** Pairs of numbers in a table of a track: count and duration; first chunk and samples in each … */
type Rows = readonly (readonly number[])[];

export interface Track {
  readonly kind: 'sound' | 'picture';
  readonly scale: number;
  readonly durationTicks: bigint;
  readonly times: Rows;
  readonly chunking: Rows;
  readonly size: number;
  readonly samples: number;
  readonly offsets: readonly number[];
  readonly frame?: readonly [width: number, height: number];
  readonly edits?: Buffer;
  readonly reference?: Buffer;
  /** The length that the file declares, which may differ from that of its tracks. */
  readonly wholeMs?: bigint;
}

const table = (type: string, rows: Rows): Buffer => full(type, u32(rows.length), u32s(rows.flat()));

const soundEntry = (rate: number): Buffer => box('sowt', u32(0), u16(0, 1), u32(0, 0), u16(1, 16), u32(0), u16(rate, 0));
const pictureEntry = ([width, height]: readonly [number, number]): Buffer =>
  box(
    'jpeg',
    u32(0),
    u16(0, 1),
    u32(0, 0, 0, 0),
    u16(width, height),
    u32(0x48_0000, 0x48_0000, 0),
    u16(1),
    Buffer.alloc(32),
    u16(24, 0xffff),
  );

function trak(track: Track, id: number): Buffer {
  const { kind, scale, durationTicks, frame = [64, 64] } = track;
  const entry = kind === 'sound' ? soundEntry(scale) : pictureEntry(frame);
  const header = kind === 'sound' ? full('smhd', u32(0)) : full('vmhd', u64(0n));
  const tables = box(
    'stbl',
    full('stsd', u32(1), entry),
    table('stts', track.times),
    table('stsc', track.chunking),
    full('stsz', u32(track.size, track.samples)),
    full('stco', u32(track.offsets.length), u32s(track.offsets)),
  );
  const minf = box('minf', header, box('dinf', full('dref', u32(1), track.reference ?? box('url ', u32(1)))), tables);
  const mdhd = box('mdhd', u32(0x0100_0000), u64(0n, 0n), u32(scale), u64(durationTicks), u32(0));
  const hdlr = full('hdlr', u32(0), ascii(kind === 'sound' ? 'soun' : 'vide'), Buffer.alloc(13));
  const tkhd = full('tkhd', u32(0, 0, id, 0, 0xffff_ffff, 0, 0, 0, 0), matrix, u16(frame[0], 0, frame[1], 0));
  return box('trak', tkhd, ...(track.edits === undefined ? [] : [box('edts', track.edits)]), box('mdia', mdhd, hdlr, minf));
}

export const moov = (tracks: readonly Track[], ...more: readonly Uint8Array[]): Buffer =>
  box(
    'moov',
    box(
      'mvhd',
      u32(0x0100_0000),
      u64(0n, 0n),
      u32(1_000),
      u64(tracks[0]?.wholeMs ?? 3_000n),
      u32(0x10000),
      u16(0x100, 0),
      u64(0n),
      matrix,
      Buffer.alloc(24),
      u32(2),
    ),
    ...tracks.map((track, index) => trak(track, index + 1)),
    ...more,
  );

const seconds = 3;
const rate = 8_000;
const headBytes = ftyp('qt  ').length + 8;
/** Noise without repetition, so that no part looks like silence. */
const samples = Buffer.from(
  Array.from({ length: rate * seconds }, (_none, at) => Math.round(9_000 * Math.sin(at * 0.3 + (at * at) / 9e5))).flatMap(
    (value) => [value & 0xff, (value >> 8) & 0xff],
  ),
);

/** Three seconds of plain sound. `change` makes the file hostile. */
export const tone = (change: Partial<Track> = {}): Track => ({
  kind: 'sound',
  scale: rate,
  durationTicks: BigInt(rate * seconds),
  times: [[rate * seconds, 1]],
  chunking: [[1, rate * seconds, 1]],
  size: 2,
  samples: rate * seconds,
  offsets: [headBytes],
  ...change,
});
export const movie = (tracks: readonly Track[], content: Uint8Array = samples, ...more: readonly Uint8Array[]): Buffer =>
  Buffer.concat([ftyp('qt  '), box('mdat', content), moov(tracks, ...more)]);

const nested = (depth: number): Buffer => {
  let inner: Buffer = Buffer.alloc(0);
  for (let level = 0; level < depth; level += 1) inner = box(level % 2 === 0 ? 'udta' : 'moov', inner);
  return inner;
};
const edits = (rows: Rows): Buffer => full('elst', u32(rows.length), u32s(rows.flat()));
const alias = (path: string): Buffer => {
  const name = ascii(path);
  const record = Buffer.concat([Buffer.alloc(150), u16(2, name.length), name, Buffer.alloc(name.length % 2), u16(0xffff)]);
  return box('alis', u32(0), record);
};
const bomb = deflateSync(Buffer.alloc(32 * 1024 ** 2));
const squeezed = (claimed: number): Buffer =>
  box('moov', box('cmov', box('dcom', ascii('zlib')), box('cmvd', u32(claimed), bomb)));

export function mp4s({ url, path }: Bait): readonly HostileFile[] {
  const normal = ['whole', 'cut'];
  const refused = ['refused:not-media', 'refused:no-streams', 'refused:undecodable', 'refused:no-duration'];
  const second = rate;
  return [
    hostile('honest.mov', movie([tone()]), 'whole'),
    hostile(
      'sixty-eight-years.mov',
      movie([
        tone({
          durationTicks: 2n ** 31n * BigInt(rate),
          times: [
            [1, 0x7fff_ffff],
            [rate * seconds - 1, 0x7fff_ffff],
          ],
        }),
      ]),
      'refused:too-long',
    ),
    hostile('longest-number.mov', movie([tone({ durationTicks: 2n ** 63n - 1n })]), 'refused:too-long', ...refused, ...normal),
    hostile(
      'three-hours-of-nothing.mov',
      movie([
        tone({
          durationTicks: BigInt(3 * 3_600 * second),
          times: [
            [1, 3 * 3_600 * second],
            [rate * seconds - 1, 1],
          ],
        }),
      ]),
      'refused:implausible-length',
    ),
    hostile(
      'same-second-a-hundred-thousand-times.mov',
      movie([
        tone({
          samples: 100_000 * second,
          durationTicks: BigInt(100_000 * second),
          times: [[100_000 * second, 1]],
          chunking: [[1, second, 1]],
          offsets: Array.from({ length: 100_000 }, () => headBytes),
        }),
      ]),
      'refused:implausible-length',
    ),
    hostile(
      'hidden-day.mov',
      movie([
        tone({
          edits: edits([
            [24 * 3_600_000, 0xffff_ffff, 0x10000],
            [3_000, 0, 0x10000],
          ]),
        }),
      ]),
      'refused:implausible-length',
      'refused:output-too-large',
      ...normal,
    ),
    hostile(
      'edits-without-end.mov',
      movie([tone({ edits: edits(Array.from({ length: 200_000 }, (_none, at) => [1, (at * 7) % 2_900, 0x10000])) })]),
      'refused:output-too-large',
      'refused:implausible-length',
      ...normal,
    ),
    hostile(
      'edits-backwards.mov',
      movie([
        tone({
          edits: edits([
            [0x7fff_ffff, 0x7fff_ffff, 0],
            [1, 0x8000_0000, 0xffff_0000],
          ]),
        }),
      ]),
      'refused:implausible-length',
      'refused:too-long',
      'skipped:no_audio',
      ...refused,
      ...normal,
    ),
    hostile(
      'index-of-a-billion.mov',
      movie([tone({ kind: 'picture', size: 1, samples: 2 ** 30, times: [[2 ** 30, 1]], chunking: [[1, 2 ** 30, 1]] })]),
      ...refused,
    ),
    hostile(
      'index-without-bytes.mov',
      movie([tone({ kind: 'picture', size: 0, samples: 2 ** 28, times: [[2 ** 28, 1]], chunking: [[1, 2 ** 28, 1]] })]),
      ...refused,
    ),
    hostile('index-unfolds.mov', Buffer.concat([ftyp('qt  '), box('mdat', samples), squeezed(0x7fff_ffff)]), ...refused),
    hostile(
      'index-unfolds-honestly.mov',
      Buffer.concat([ftyp('qt  '), box('mdat', samples), squeezed(32 * 1024 ** 2)]),
      ...refused,
    ),
    hostile(
      'elsewhere-by-address.mov',
      movie([tone({ reference: box('url ', u32(0), ascii(`${url}\0`)) })]),
      ...refused,
      ...normal,
    ),
    hostile('elsewhere-by-alias.mov', movie([tone({ reference: alias(path) })]), ...refused, ...normal),
    hostile('five-thousand-tracks.mov', movie(Array.from({ length: 5_000 }, () => tone())), 'refused:not-media'),
    hostile('three-hundred-tracks.mov', movie(Array.from({ length: 300 }, () => tone())), 'refused:too-many-streams'),
    hostile(
      'nested.mov',
      Buffer.concat([ftyp('qt  '), nested(2_000), box('mdat', samples), moov([tone()])]),
      ...normal,
      ...refused,
    ),
    hostile(
      'huge-frame.mov',
      movie([
        tone({ kind: 'picture', frame: [65_535, 65_535], samples: 3, size: 8_000, times: [[3, rate]], chunking: [[1, 3, 1]] }),
      ]),
      ...refused,
    ),
    hostile('beyond-the-end.mov', movie([tone({ offsets: [0x7fff_0000] })]), ...refused, 'skipped:no_audio'),
    hostile('box-larger-than-file.mov', Buffer.concat([ftyp(), u32(0x7fff_ffff), ascii('moov'), samples]), 'refused:truncated'),
    hostile('box-of-exabytes.mov', Buffer.concat([ftyp(), u32(1), ascii('mdat'), u64(2n ** 63n), samples]), 'refused:truncated'),
    hostile('box-without-size.mov', Buffer.concat([ftyp(), u32(3), ascii('moov'), samples]), 'refused:truncated'),
    hostile(
      'boxes-of-nothing.mov',
      Buffer.concat([ftyp(), ...Array.from({ length: 30_000 }, () => box('free'))]),
      'refused:truncated',
    ),
    hostile('no-index.mov', Buffer.concat([ftyp(), box('mdat', samples)]), 'refused:truncated'),
    hostile('index-cut-off.mov', movie([tone()]).subarray(0, -100), 'refused:truncated'),
    hostile('index-empty.mov', Buffer.concat([ftyp(), box('mdat', samples), box('moov')]), ...refused),
    hostile('tags.mov', movie([tone()], samples, hostileTags()), ...normal),
    hostile(
      'page-inside.mov',
      Buffer.concat([
        ftyp('qt  '),
        box('mdat', samples),
        moov([tone()]),
        ascii(`<html><script src="${url}"></script>`),
        ascii('PK\u0003\u0004'),
      ]),
      ...normal,
    ),
    hostile('playlist-inside.mov', movie([tone()], samples, box('free', ascii(`#EXTM3U\n#EXTINF:1,\n${url}\n`))), ...normal),
    hostile('document-first.mov', Buffer.concat([ascii('%PDF-1.7\n'), movie([tone()])]), 'refused:not-media'),
    hostile('archive-first.mov', Buffer.concat([ascii('PK\u0003\u0004'), movie([tone()])]), 'refused:not-media'),
  ];
}

/** Terminal escapes, NUL, broken characters, and lines that imitate the output of a filter; megabytes of them. */
export const nasty = Buffer.concat([
  ascii('\u001b[2J\u001b]0;owned\u0007\0\r\n[silencedetect @ 0x1] silence_start: 0\n[silencedetect @ 0x1] silence_end: 99999\n'),
  u8(0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80),
  Buffer.from('\u202Egpj.exe\u2028'),
]);
const hostileTags = (): Buffer => {
  const value = (text: Uint8Array): Buffer => box('data', u32(1, 0), text);
  const name = (type: string, text: Uint8Array): Buffer => box(type, value(text));
  const tags = [name('\u00a9nam', nasty), name('\u00a9cmt', Buffer.alloc(6 * 1024 ** 2, nasty)), name('\u00a9ART', u8(0xff, 0))];
  return box('udta', full('meta', full('hdlr', u32(0), ascii('mdir'), Buffer.alloc(13)), box('ilst', ...tags)));
};
