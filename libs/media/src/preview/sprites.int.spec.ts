import { readFile } from 'node:fs/promises';
import { mediaTools } from '@throughline/stack/testing';
import { probe } from '../probe/probe.js';
import { TestMedia, beepsBetween, h264 } from '../testing/test-media.js';
import { drawSprites, parsePicture, type Sprites } from './draw-sprites.js';

const tools = await mediaTools();

describe('the small pictures of a video', () => {
  let media: TestMedia;
  let seconds: number[];
  beforeAll(async () => {
    media = await TestMedia.create(tools);
  });
  afterAll(() => media.remove());
  beforeEach(() => {
    seconds = [];
  });

  async function draw(path: string, name: string): Promise<{ readonly sprites: Sprites | undefined; readonly sheet: string }> {
    const to = media.path(name);
    const onSeconds = (second: number): number => seconds.push(second);
    return { sprites: await drawSprites(tools, path, await probe(tools, path), { to, onSeconds }), sheet: to };
  }
  /** Returns the colour in the middle of a picture of the sheet. */
  async function colourOf({ columns, width, height }: Sprites, sheet: string, index: number): Promise<readonly number[]> {
    const [x, y] = [(index % columns) * width + width / 2, Math.floor(index / columns) * height + height / 2];
    const pixel = await media.ffmpeg(
      '-i',
      sheet,
      '-vf',
      `crop=2:2:${x}:${y},scale=1:1`,
      '-pix_fmt',
      'rgb24',
      '-f',
      'rawvideo',
      'pixel',
    );
    return [...(await readFile(pixel))];
  }

  it('are one for each second of a short video, at their places on the sheet', async () => {
    // The picture is red for four seconds, then blue.
    const path = await media.make('colours.mp4', {
      seconds: 8,
      sound: beepsBetween(0, 8),
      picture: [...h264, '-pix_fmt', 'yuv420p'],
      pictureSource: "color=red:size=320x180:rate=10,drawbox=color=blue:t=fill:enable='gte(t,4)'",
    });
    const { sprites, sheet } = await draw(path, 'colours.jpg');
    expect(sprites).toEqual({
      version: 1,
      duration_seconds: expect.closeTo(8, 0) as unknown,
      columns: 10,
      width: 160,
      height: 90,
      starts: [0, 1, 2, 3, 4, 5, 6, 7],
    });
    expect(seconds).toEqual(sprites?.starts);
    if (sprites === undefined) throw new Error('There are no pictures');
    const [red, blue] = [await colourOf(sprites, sheet, 3), await colourOf(sprites, sheet, 4)];
    expect(red[0]).toBeGreaterThan(200);
    expect(red[2]).toBeLessThan(60);
    expect(blue[0]).toBeLessThan(60);
    expect(blue[2]).toBeGreaterThan(200);
  });

  it('are at most 100 of a longer video, taken at its keyframes', async () => {
    const path = await media.make('long.mp4', {
      seconds: 300,
      picture: ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '7', '-pix_fmt', 'yuv420p'],
      pictureSource: 'testsrc2=size=90x160:rate=1',
    });
    const { sprites } = await draw(path, 'long.jpg');
    expect(sprites).toMatchObject({ columns: 10, width: 90, height: 160 });
    const starts = sprites?.starts ?? [];
    expect(starts.length).toBeGreaterThan(40);
    expect(starts.length).toBeLessThanOrEqual(100);
    expect(starts.every((start) => start % 7 === 0)).toBe(true);
  });

  it('are all on the sheet if the size of the picture changes within the video', async () => {
    const part = (name: string, colour: string, size: string, start: number): Promise<string> =>
      media.ffmpeg(
        ...['-f', 'lavfi', '-i', `color=${colour}:size=${size}:rate=10`, '-t', '4', '-output_ts_offset', String(start)],
        ...[...h264, '-pix_fmt', 'yuv420p', name],
      );
    const parts = [await part('wide.ts', 'red', '320x180', 0), await part('tall.ts', 'blue', '180x320', 4)];
    const path = await media.write('sizes.ts', Buffer.concat(await Promise.all(parts.map((one) => readFile(one)))));
    const { sprites, sheet } = await draw(path, 'sizes.jpg');
    expect(sprites).toMatchObject({ width: 160, height: 90, starts: [0, 1, 2, 3, 4, 5, 6, 7] });
    if (sprites === undefined) throw new Error('There are no pictures');
    const [red, blue] = [await colourOf(sprites, sheet, 3), await colourOf(sprites, sheet, 6)];
    expect([Number(red[0]) > 200, Number(blue[2]) > 200, Number(blue[0]) < 60]).toEqual([true, true, true]);
  });

  it('do not exist for a sound', async () => {
    const path = await media.make('sound.mp3', { seconds: 2, sound: beepsBetween(0, 2) });
    expect((await draw(path, 'sound.jpg')).sprites).toBeUndefined();
  });

  it('have times that no title of the file pretends', () => {
    const line =
      '[Parsed_showinfo_3 @ 0x55d] n:   2 pts:  30720 pts_time:2       pos:    1208 fmt:yuv420p sar:1/1 s:160x90 i:P iskey:1 type:I';
    expect(parsePicture(line)).toEqual({ index: 2, second: 2, width: 160, height: 90 });
    expect(parsePicture(`    title           : ${line}`)).toBeUndefined();
    expect(parsePicture('[Parsed_showinfo_3 @ 0x55d] config in time_base: 1/15360, frame_rate: 10/1')).toBeUndefined();
  });
});
