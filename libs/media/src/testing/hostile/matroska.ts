import { deflateSync } from 'node:zlib';
import { ascii, u8 } from './bytes.js';
import { hostile, type HostileFile } from './hostile-file.js';
import { nasty } from './mp4.js';
import { hugePicture } from './pictures.js';

/** Builds an element: its id as it stands in the file, then a size of eight bytes. */
const element = (id: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([idBytes(id), sizeBytes(body.length), body]);
};
const idBytes = (id: number): Buffer =>
  Buffer.from(id.toString(16).padStart(Math.ceil(id.toString(16).length / 2) * 2, '0'), 'hex');
const sizeBytes = (size: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(0x0100_0000_0000_0000n | BigInt(size));
  return bytes;
};
const unknownSize = u8(0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
const number = (id: number, value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return element(id, bytes);
};
const float = (id: number, value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return element(id, bytes);
};

const rate = 8_000;
const head = element(0x1a45dfa3, element(0x4282, ascii('matroska')), number(0x4287, 4), number(0x4285, 2));
const info = (seconds: number): Buffer => element(0x1549a966, number(0x2ad7b1, 1_000_000), float(0x4489, seconds * 1_000));
const soundTrack = (id: number, ...more: readonly Uint8Array[]): Buffer =>
  element(
    0xae,
    number(0xd7, id),
    number(0x73c5, id),
    number(0x83, 2),
    element(0x86, ascii('A_PCM/INT/LIT')),
    element(0xe1, float(0xb5, rate), number(0x9f, 1), number(0x6264, 16)),
    ...more,
  );
const pictureTrack = (width: number, height: number): Buffer =>
  element(
    0xae,
    number(0xd7, 2),
    number(0x73c5, 2),
    number(0x83, 1),
    element(0x86, ascii('V_UNCOMPRESSED')),
    element(0xe0, number(0xb0, width), number(0xba, height), element(0x2eb524, ascii('I420'))),
  );
const block = (track: number, at: number, data: Uint8Array): Buffer =>
  element(0xa3, u8(0x80 | track, at >> 8, at & 0xff, 0x80), data);
const cluster = (...blocks: readonly Uint8Array[]): Buffer => element(0x1f43b675, number(0xe7, 0), ...blocks);
const segment = (...parts: readonly Uint8Array[]): Buffer => Buffer.concat([head, element(0x18538067, ...parts)]);

const second = Buffer.from(
  Array.from({ length: rate }, (_none, at) => Math.round(9_000 * Math.sin(at * 0.3))).flatMap((value) => [
    value & 0xff,
    (value >> 8) & 0xff,
  ]),
);
const spoken = cluster(...[0, 1, 2].map((at) => block(1, at * 1_000, second)));
const zlib = element(
  0x6d80,
  element(0x6240, number(0x5031, 0), number(0x5032, 1), number(0x5033, 0), element(0x5034, number(0x4254, 0))),
);
const unfolding = deflateSync(Buffer.alloc(64 * 1024 ** 2));
const tags = element(
  0x1254c367,
  ...['TITLE', 'COMMENT', '\u001b[31m'].map((name, at) =>
    element(
      0x7373,
      element(
        0x67c8,
        element(0x45a3, ascii(name)),
        element(0x4487, Buffer.alloc(at === 1 ? 4 * 1024 ** 2 : nasty.length, nasty)),
      ),
    ),
  ),
);
const attachment = (data: Uint8Array): Buffer =>
  element(
    0x1941a469,
    element(
      0x61a7,
      element(0x466e, ascii('../../../cover.png')),
      element(0x4660, ascii('image/png')),
      element(0x465c, data),
      number(0x46ae, 7),
    ),
  );
const chapters = (count: number): Buffer =>
  element(
    0x1043a770,
    element(
      0x45b9,
      ...Array.from({ length: count }, (_none, at) =>
        element(
          0xb6,
          number(0x73c4, at + 1),
          number(0x91, at * 1_000),
          number(0x92, at * 1_000 + 1),
          element(0x80, element(0x85, nasty)),
        ),
      ),
    ),
  );
const simpleTracks = element(0x1654ae6b, soundTrack(1));

export function matroskas(): readonly HostileFile[] {
  const normal = ['whole', 'cut'];
  const refused = ['refused:not-media', 'refused:no-streams', 'refused:undecodable', 'refused:no-duration'];
  return [
    hostile('honest.mkv', segment(info(3), simpleTracks, spoken), 'whole'),
    hostile(
      'unfolds.mkv',
      segment(
        info(3),
        element(0x1654ae6b, soundTrack(1, zlib)),
        cluster(...[0, 1, 2, 3].map((at) => block(1, at * 700, unfolding))),
      ),
      ...refused,
      'skipped:no_audio',
    ),
    hostile(
      'unfolds-header.mkv',
      segment(info(3), element(0x1654ae6b, soundTrack(1, zlib, element(0x63a2, unfolding))), spoken),
      ...refused,
      'skipped:no_audio',
    ),
    hostile(
      'huge-frame.mkv',
      segment(info(3), element(0x1654ae6b, pictureTrack(65_535, 65_535)), cluster(block(2, 0, second))),
      ...refused,
    ),
    hostile('huge-cover.mkv', segment(info(3), simpleTracks, attachment(hugePicture()), spoken), ...normal),
    hostile('tags.mkv', segment(info(3), simpleTracks, tags, spoken), ...normal),
    hostile('ten-thousand-chapters.mkv', segment(info(3), chapters(10_000), simpleTracks, spoken), ...normal),
    hostile(
      'twenty-thousand-tracks.mkv',
      segment(info(3), element(0x1654ae6b, ...Array.from({ length: 20_000 }, (_none, at) => soundTrack(at + 1))), spoken),
      'refused:not-media',
      'refused:too-many-streams',
      'refused:no-streams',
    ),
    hostile('centuries.mkv', segment(info(1e10), simpleTracks, spoken), 'refused:too-long'),
    hostile('length-not-a-number.mkv', segment(info(Number.NaN), simpleTracks, spoken), ...normal, ...refused),
    hostile('length-negative.mkv', segment(info(-5), simpleTracks, spoken), ...normal, ...refused),
    hostile(
      'gap-of-a-day.mkv',
      segment(info(3), simpleTracks, spoken, element(0x1f43b675, number(0xe7, 86_400_000), block(1, 0, second))),
      'refused:output-too-large',
      'refused:implausible-length',
      'failed:tool-failed',
      ...normal,
    ),
    hostile(
      'segment-without-end.mkv',
      Buffer.concat([head, idBytes(0x18538067), unknownSize, info(3), simpleTracks, spoken]),
      ...normal,
    ),
    hostile(
      'segment-beyond-the-end.mkv',
      Buffer.concat([head, idBytes(0x18538067), sizeBytes(2 ** 40), info(3), simpleTracks, spoken]),
      'refused:truncated',
    ),
    hostile(
      'element-beyond-its-parent.mkv',
      segment(info(3), Buffer.concat([idBytes(0x1654ae6b), sizeBytes(2 ** 31), soundTrack(1)]), spoken),
      ...refused,
      ...normal,
    ),
    hostile('nested.mkv', segment(nest(3_000)), ...refused),
  ];
}

function nest(depth: number): Buffer {
  let inner: Buffer = Buffer.alloc(0);
  for (let level = 0; level < depth; level += 1) inner = element(0xb6, inner);
  return element(0x1043a770, element(0x45b9, inner));
}
