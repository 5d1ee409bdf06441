import { readFile } from 'node:fs/promises';
import { mediaTools } from '@throughline/stack/testing';
import { TestMedia, beepsBetween, h264 } from '../testing/test-media.js';
import { extractFrame } from './extract-frame.js';

const tools = await mediaTools();

describe('a picture of a video', () => {
  let media: TestMedia;
  beforeAll(async () => {
    media = await TestMedia.create(tools);
  });
  afterAll(() => media.remove());

  it('is a JPEG of the second, and none after the end', async () => {
    const path = await media.make('talk.mp4', { seconds: 3, sound: beepsBetween(0, 3), picture: h264 });
    const [to, late] = [media.path('frame.jpg'), media.path('late.jpg')];
    expect(await extractFrame(tools, path, { second: 1, to })).toBe(true);
    const bytes = await readFile(to);
    expect([bytes.subarray(0, 3).toString('hex'), bytes.subarray(-2).toString('hex')]).toEqual(['ffd8ff', 'ffd9']);
    expect(await extractFrame(tools, path, { second: 60, to: late })).toBe(false);
  });
});
