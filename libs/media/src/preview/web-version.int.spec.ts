import { readFile } from 'node:fs/promises';
import { mediaTools } from '@throughline/stack/testing';
import type { MediaInfo } from '../probe/media-info.js';
import { probe } from '../probe/probe.js';
import { TestMedia, beepsBetween, h264 } from '../testing/test-media.js';
import { playsInBrowsers } from './browser-playback.js';
import { makeWebVersion } from './make-web-version.js';

const tools = await mediaTools();
const FAST = ['-preset', 'ultrafast'];

describe('the version of a recording for browsers', () => {
  let media: TestMedia;
  beforeAll(async () => {
    media = await TestMedia.create(tools);
  });
  afterAll(() => media.remove());

  interface Conversion {
    readonly from: MediaInfo;
    readonly to: MediaInfo;
    readonly bytes: Buffer;
    readonly seconds: readonly number[];
  }

  async function convert(path: string): Promise<Conversion> {
    const from = await probe(tools, path);
    const to = `${path}.web.mp4`;
    const seconds: number[] = [];
    await makeWebVersion(tools, path, from, { to, onSeconds: (second) => seconds.push(second) });
    return { from, to: await probe(tools, to), bytes: await readFile(to), seconds };
  }

  it('is H.264 and AAC of at most 720p, with the index before the content, and as long as the original', async () => {
    const path = await media.make('large.mkv', {
      seconds: 3,
      sound: beepsBetween(0, 3),
      picture: ['-c:v', 'libx265', ...FAST, '-x265-params', 'log-level=none'],
      audioOptions: ['-c:a', 'libopus'],
      pictureSource: 'testsrc2=size=1920x1080:rate=2',
    });
    const { from, to, bytes, seconds } = await convert(path);
    expect([from.video?.codec, playsInBrowsers(from)]).toEqual(['hevc', false]);
    expect(to).toMatchObject({ container: 'mp4', video: { codec: 'h264', width: 1280, height: 720 }, audio: { codec: 'aac' } });
    expect(playsInBrowsers(to)).toBe(true);
    expect(Math.abs(to.durationSeconds - from.durationSeconds)).toBeLessThan(0.3);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    expect(seconds.at(-1)).toBeGreaterThan(2);
  });

  it.each([
    ['tall', '1080x1920', [720, 1280]],
    ['small', '160x120', [160, 120]],
    ['odd', '321x181', [320, 180]],
  ])('keeps the shape of a %s picture and never enlarges it', async (name, size, expected) => {
    const path = await media.make(`${name}.avi`, {
      seconds: 1,
      picture: ['-c:v', 'mpeg4'],
      pictureSource: `testsrc2=size=${size}:rate=2`,
    });
    const { to } = await convert(path);
    expect([to.video?.width, to.video?.height, to.audio]).toEqual([...expected, undefined]);
  });

  it('copies a picture that browsers play, and converts only the sound', async () => {
    const path = await media.make('plain.mkv', {
      seconds: 2,
      sound: beepsBetween(0, 2),
      picture: [...h264, '-pix_fmt', 'yuv420p'],
      audioOptions: ['-c:a', 'ac3'],
    });
    const { to } = await convert(path);
    expect(to).toMatchObject({ container: 'mp4', audio: { codec: 'aac' } });
    const inputs = ['-i', path, '-i', `${path}.web.mp4`, '-map', '0:v', '-map', '1:v'];
    const list = await readFile(await media.ffmpeg(...inputs, '-c', 'copy', '-f', 'framehash', 'packets.txt'), 'utf8');
    const hashes = (stream: number): readonly string[] =>
      list.split('\n').flatMap((line) => (line.startsWith(`${stream},`) ? [line.split(',').at(-1)?.trim() ?? ''] : []));
    const [before, after] = [hashes(0), hashes(1)];
    expect(before.length).toBeGreaterThan(40);
    expect(after).toEqual(before);
  });

  it('is a sound alone if there is no picture', async () => {
    const path = await media.make('call.caf', { seconds: 2, sound: beepsBetween(0, 2), audioOptions: ['-c:a', 'alac'] });
    const { from, to } = await convert(path);
    expect(playsInBrowsers(from)).toBe(false);
    expect(to).toMatchObject({ container: 'mp4', audio: { codec: 'aac' } });
    expect(to.video).toBeUndefined();
  });

  it('fails for a file whose content breaks off into nonsense, without a result that pretends to play', async () => {
    const path = await media.make('broken.avi', { seconds: 2, picture: ['-c:v', 'mpeg4'], sound: beepsBetween(0, 2) });
    const from = await probe(tools, path);
    const nonsense = await media.write('nonsense.avi', Buffer.alloc(50_000, 7));
    await expect(makeWebVersion(tools, nonsense, from, { to: media.path('never.mp4') })).rejects.toMatchObject({
      kind: expect.stringMatching(/^(tool|permanent)$/) as unknown,
    });
  });
});
