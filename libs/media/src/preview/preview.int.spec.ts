import { readFile } from 'node:fs/promises';
import { mediaTools } from '@throughline/stack/testing';
import { probe } from '../probe/probe.js';
import { TestMedia, beepsBetween, h264 } from '../testing/test-media.js';
import { drawPoster } from './draw-poster.js';
import { measurePeaks, parsePeak } from './measure-peaks.js';

const tools = await mediaTools();

/** Reads the size from the frame header of a JPEG. */
function sizeOfJpeg(bytes: Buffer): readonly [number, number] {
  for (let at = 2; at + 9 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xc2) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
  }
  throw new Error('The file has no frame header');
}

describe('previews of a recording', () => {
  let media: TestMedia;
  beforeAll(async () => {
    media = await TestMedia.create(tools);
  });
  afterAll(() => media.remove());

  const posterOf = async (name: string, source: string): Promise<Buffer> => {
    const path = await media.make(`${name}.mp4`, { seconds: 1, picture: h264, pictureSource: source });
    const to = media.path(`${name}.jpg`);
    expect(await drawPoster(tools, path, await probe(tools, path), { to })).toBe(true);
    return readFile(to);
  };

  it('have a poster of at most 640 pixels and 60 KB, in the shape of the video', async () => {
    const wide = await posterOf('wide', 'testsrc2=size=1920x1080:rate=5');
    expect(sizeOfJpeg(wide)).toEqual([640, 360]);
    const tall = await posterOf('tall', 'testsrc2=size=720x1280:rate=5');
    expect(sizeOfJpeg(tall)).toEqual([360, 640]);
    const small = await posterOf('small', 'testsrc2=size=160x120:rate=5');
    expect(sizeOfJpeg(small)).toEqual([160, 120]);
    const noise = await posterOf('noise', 'color=gray:size=1280x720:rate=5,noise=alls=100:allf=t');
    for (const jpeg of [wide, tall, small, noise]) expect(jpeg.length).toBeLessThanOrEqual(60_000);
  });

  it('have no poster without a video', async () => {
    const path = await media.make('sound.mp3', { seconds: 2, sound: beepsBetween(0, 2) });
    expect(await drawPoster(tools, path, await probe(tools, path), { to: media.path('sound.jpg') })).toBe(false);
  });

  it('have peaks that are low in silence and high in sound', async () => {
    const path = await media.make('beeps.wav', { seconds: 9, sound: beepsBetween(3, 6) });
    const peaks = await measurePeaks(tools, path, await probe(tools, path));
    const [values] = peaks?.peaks ?? [[]];
    expect(values.length).toBeGreaterThan(1_000);
    expect(values.length).toBeLessThanOrEqual(3_000);
    const loudest = (from: number, to: number): number =>
      Math.max(...values.slice(Math.floor((values.length * from) / 9), Math.floor((values.length * to) / 9)));
    expect(loudest(0, 2.8)).toBeLessThan(0.01);
    expect(loudest(3, 6)).toBeGreaterThan(0.05);
    expect(loudest(6.2, 9)).toBeLessThan(0.01);
    expect(peaks?.duration_seconds).toBeCloseTo(9, 1);
    expect(JSON.stringify(peaks).length).toBeLessThan(40_000);
  });

  it('have no peaks without sound', async () => {
    const path = await media.make('silent.mp4', { seconds: 2, picture: h264 });
    expect(await measurePeaks(tools, path, await probe(tools, path))).toBeUndefined();
  });

  it('ignore peaks that a title of the file pretends', () => {
    expect(parsePeak('[Parsed_ametadata_4 @ 0x55] lavfi.astats.Overall.Peak_level=-6.020600')).toBe(0.5);
    expect(parsePeak('[Parsed_ametadata_4 @ 0x55] lavfi.astats.Overall.Peak_level=-inf')).toBe(0);
    expect(parsePeak('    title           : lavfi.astats.Overall.Peak_level=-6.0')).toBeUndefined();
  });
});
