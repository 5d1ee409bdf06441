import { readFile } from 'node:fs/promises';
import { MemoryArtifactStore, readAll } from '@throughline/artifact-store/testing';
import { createPictureSource } from '@throughline/media';
import { TestMedia, beepsBetween, h264 } from '@throughline/media/testing';
import { mediaTools } from '@throughline/stack/testing';
import { Pictures } from './pictures.js';

const tools = await mediaTools();

describe('a picture of a stored video', () => {
  it('is a JPEG of the second; a file that is no video has none', async () => {
    const media = await TestMedia.create(tools);
    const artifacts = new MemoryArtifactStore();
    const pictures = new Pictures({ artifacts, extract: createPictureSource(tools) });
    const make = (video: string, second: number) =>
      pictures.make({ v: 1, video, second, to: `${video}-${String(second)}.jpg` }, new AbortController().signal);
    try {
      const path = await media.make('talk.mp4', { seconds: 3, sound: beepsBetween(0, 3), picture: h264 });
      await artifacts.put('a/talk.mp4', await readFile(path));
      await artifacts.put('a/notes.mp4', Buffer.from('These are no frames.'));
      expect(await make('a/talk.mp4', 1)).toEqual({ v: 1, outcome: 'stored' });
      const jpeg = await readAll(artifacts, 'a/talk.mp4-1.jpg');
      expect(jpeg.subarray(0, 3).toString('hex')).toBe('ffd8ff');
      expect(await make('a/talk.mp4', 60)).toEqual({ v: 1, outcome: 'no-picture' });
      expect(await make('a/notes.mp4', 1)).toEqual({ v: 1, outcome: 'no-picture' });
    } finally {
      await media.remove();
    }
  });
});
