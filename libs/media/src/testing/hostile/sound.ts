import { ascii, u16le, u32le, u8 } from './bytes.js';
import { hostile, type Bait, type HostileFile } from './hostile-file.js';
import { nasty } from './mp4.js';
import { hugeGif, hugePicture } from './pictures.js';

interface Wav {
  readonly rate?: number;
  readonly channels?: number;
  readonly bits?: number;
  readonly data: Uint8Array;
  readonly says?: number;
}

function wav({ rate = 8_000, channels = 1, bits = 8, data, says = data.length }: Wav): Buffer {
  const align = Math.min(0xffff, Math.ceil((channels * bits) / 8));
  const format = Buffer.concat([
    ascii('fmt '),
    u32le(16),
    u16le(1, channels),
    u32le(rate, (rate * align) >>> 0),
    u16le(align, bits),
  ]);
  return Buffer.concat([ascii('RIFF'), u32le(data.length + 36), ascii('WAVE'), format, ascii('data'), u32le(says), data]);
}

const noise = (length: number): Buffer =>
  Buffer.from(Array.from({ length }, (_none, at) => 128 + Math.round(90 * Math.sin(at * 0.7))));
const silence = (length: number): Buffer => Buffer.alloc(length, 128);

const synchsafe = (size: number): Buffer => u8((size >> 21) & 127, (size >> 14) & 127, (size >> 7) & 127, size & 127);
const frame = (id: string, data: Uint8Array): Buffer => Buffer.concat([ascii(id), synchsafe(data.length), u8(0, 0), data]);
const id3 = (...frames: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(frames);
  return Buffer.concat([ascii('ID3'), u8(4, 0, 0), synchsafe(body.length), body]);
};
const cover = (type: string, picture: Uint8Array): Buffer =>
  frame('APIC', Buffer.concat([u8(0), ascii(`${type}\0`), u8(3), ascii('cover\0'), picture]));

export function sounds(mp3: Uint8Array, { url }: Bait): readonly HostileFile[] {
  const normal = ['whole', 'cut'];
  const refused = ['refused:not-media', 'refused:no-streams', 'refused:undecodable', 'refused:no-duration'];
  const lied = ['refused:implausible-length', 'refused:too-long'];
  return [
    hostile('honest.wav', wav({ data: noise(24_000) }), 'whole'),
    hostile('all-silence.wav', wav({ data: silence(24_000) }), 'skipped:all_silence'),
    hostile('one-in-a-second.wav', wav({ rate: 1, data: silence(20_000) }), ...refused, ...lied),
    hostile('sixteen-in-a-second.wav', wav({ rate: 16, data: silence(9_600) }), 'skipped:all_silence', ...refused),
    hostile('never.wav', wav({ rate: 0, data: noise(24_000) }), ...refused),
    hostile(
      'too-often.wav',
      wav({ rate: 0x7fff_ffff, bits: 16, data: noise(200_000) }),
      ...refused,
      'skipped:no_audio',
      'skipped:all_silence',
      ...normal,
    ),
    hostile('gigahertz.wav', wav({ rate: 0xffff_ffff, bits: 16, data: noise(200_000) }), ...refused),
    hostile('everywhere.wav', wav({ channels: 65_535, bits: 8, data: noise(655_350) }), ...refused),
    hostile('nowhere.wav', wav({ channels: 0, data: noise(24_000) }), ...refused),
    hostile('odd-bits.wav', wav({ bits: 61, data: noise(24_000) }), ...normal, ...refused),
    hostile('says-more.wav', wav({ data: noise(24_000), says: 0x7fff_ffff }), ...normal, ...lied),
    hostile('says-nothing.wav', wav({ data: noise(24_000), says: 0 }), ...normal, ...refused),
    hostile('cut-off.wav', wav({ data: noise(24_000) }).subarray(0, 12_000), 'refused:truncated'),
    hostile('huge-cover.mp3', Buffer.concat([id3(cover('image/png', hugePicture())), mp3]), ...normal),
    hostile('huge-moving-cover.mp3', Buffer.concat([id3(cover('image/gif', hugeGif())), mp3]), ...normal),
    hostile('linked-cover.mp3', Buffer.concat([id3(cover('-->', ascii(url))), mp3]), ...normal),
    hostile(
      'tags.mp3',
      Buffer.concat([
        id3(
          frame('TIT2', Buffer.concat([u8(3), nasty])),
          frame('TXXX', Buffer.concat([u8(3), Buffer.alloc(8 * 1024 ** 2, nasty)])),
        ),
        mp3,
      ]),
      ...normal,
    ),
    hostile(
      'ten-thousand-tags.mp3',
      Buffer.concat([
        id3(...Array.from({ length: 10_000 }, (_none, at) => frame('TXXX', Buffer.concat([u8(3), ascii(`k${at}\0`), nasty])))),
        mp3,
      ]),
      ...normal,
      ...refused,
    ),
    hostile('tag-beyond-the-end.mp3', Buffer.concat([ascii('ID3'), u8(4, 0, 0, 127, 127, 127, 127), mp3]), ...normal, ...refused),
    hostile('playlist-in-tag.mp3', Buffer.concat([id3(frame('TXXX', ascii(`\u0003#EXTM3U\n${url}\n`))), mp3]), ...normal),
    hostile('picture-first.mp3', Buffer.concat([hugeGif(), mp3]), 'refused:image'),
    hostile('picture.png', hugePicture(), 'refused:image'),
    hostile('streams.avi', manyStreams(20_000), ...refused, 'refused:too-many-streams', 'refused:truncated'),
  ];
}

function manyStreams(count: number): Buffer {
  const list = (type: string, ...parts: readonly Uint8Array[]): Buffer => {
    const body = Buffer.concat([ascii(type), ...parts]);
    return Buffer.concat([ascii('LIST'), u32le(body.length), body]);
  };
  const part = (type: string, data: Uint8Array): Buffer => Buffer.concat([ascii(type), u32le(data.length), data]);
  const stream = list(
    'strl',
    part('strh', Buffer.concat([ascii('auds'), Buffer.alloc(16), u32le(1, 8_000, 0, 1), Buffer.alloc(20)])),
    part('strf', Buffer.concat([u16le(1, 1), u32le(8_000, 8_000), u16le(1, 8)])),
  );
  const header = part('avih', Buffer.concat([u32le(40_000), Buffer.alloc(20), u32le(count), Buffer.alloc(28)]));
  const body = Buffer.concat([
    ascii('AVI '),
    list('hdrl', header, ...Array.from({ length: count }, () => stream)),
    list('movi', part('00wb', noise(8_000))),
  ]);
  return Buffer.concat([ascii('RIFF'), u32le(body.length), body]);
}
