import { writeFile } from 'node:fs/promises';
import { MemoryArtifactStore } from '@throughline/artifact-store/testing';
import type { PictureReply } from '@throughline/contracts';
import { PermanentMediaError, type PictureSource } from '@throughline/media';
import { Pictures } from './pictures.js';

const VIDEO = 'asset/run/TRIM/attempt/video.mp4';
const TO = 'asset/pictures/0123-1000.jpg';

describe('a request for a picture of a video', () => {
  let artifacts: MemoryArtifactStore;
  let extracted: number[];
  beforeEach(async () => {
    [artifacts, extracted] = [new MemoryArtifactStore(), []];
    await artifacts.put(VIDEO, Buffer.from('frames'));
  });

  const draw: PictureSource = async (_video, { second, to }) => {
    extracted.push(second);
    await writeFile(to, `picture at ${String(second)}`);
    return true;
  };
  const make = (extract: PictureSource = draw, video = VIDEO): Promise<PictureReply> =>
    new Pictures({ artifacts, extract }).make({ v: 1, video, second: 1, to: TO }, new AbortController().signal);
  const isStored = async (): Promise<boolean> => (await artifacts.stat(TO)) !== undefined;

  it('stores it once', async () => {
    expect(await make()).toEqual({ v: 1, outcome: 'stored' });
    expect(await make()).toEqual({ v: 1, outcome: 'stored' });
    expect([extracted, await isStored()]).toEqual([[1], true]);
  });

  it.each<[string, PictureSource, string]>([
    ['a video that is shorter', () => Promise.resolve(false), VIDEO],
    ['a file that is no video', () => Promise.reject(new PermanentMediaError('not-media', 'It is no media')), VIDEO],
    ['a video that is gone', draw, 'asset/run/TRIM/attempt/other.mp4'],
  ])('finds none in %s', async (_what, extract, video) => {
    expect(await make(extract, video)).toEqual({ v: 1, outcome: 'no-picture' });
    expect(await isStored()).toBe(false);
  });

  it('leaves no picture of a recording that was erased meanwhile', async () => {
    const extract: PictureSource = async (...given) => {
      await artifacts.removePrefix('asset');
      return draw(...given);
    };
    expect(await make(extract)).toEqual({ v: 1, outcome: 'no-picture' });
    expect(await isStored()).toBe(false);
  });

  it('replaces the picture of an earlier choice, and no other file', async () => {
    const earlier = 'asset/pictures/0123-9000.jpg';
    const others = ['asset/pictures-of-others/1.jpg', 'other/pictures/0123-9000.jpg'];
    for (const key of [earlier, ...others]) await artifacts.put(key, Buffer.from(key));
    expect(await make()).toEqual({ v: 1, outcome: 'stored' });
    const kept = await Promise.all([earlier, TO, VIDEO, ...others].map(async (key) => (await artifacts.stat(key)) !== undefined));
    expect(kept).toEqual([false, true, true, true, true]);
  });

  it('releases the video if there is no room for the picture', async () => {
    const steps: string[] = [];
    const materialize = artifacts.materialize.bind(artifacts);
    artifacts.materialize = async (key) => {
      const local = await materialize(key);
      steps.push('fetched');
      return {
        ...local,
        release: () => {
          steps.push('released');
          return local.release();
        },
      };
    };
    const workspace = artifacts.workspace.bind(artifacts);
    artifacts.workspace = (name) => (name === 'picture' ? Promise.reject(new Error('the disk is full')) : workspace(name));
    await expect(make()).rejects.toThrow('the disk is full');
    expect(steps).toEqual(['fetched', 'released']);
  });

  it('gets a reply if the program is missing, so that the picture is asked for again', async () => {
    const missing = Object.assign(new Error('ffmpeg is missing'), { kind: 'tool', code: 'tool-missing' });
    expect(await make(() => Promise.reject(missing))).toEqual({ v: 1, outcome: 'busy' });
    expect(await make()).toEqual({ v: 1, outcome: 'stored' });
  });

  it('waits for its turn, but not behind hundreds of others', async () => {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const pictures = new Pictures({ artifacts, extract: (...given) => opened.then(() => draw(...given)) });
    const ask = (second: number): Promise<PictureReply> =>
      pictures.make(
        { v: 1, video: VIDEO, second, to: `asset${String(second)}/pictures/0123-1000.jpg` },
        new AbortController().signal,
      );
    const all = Array.from({ length: 101 }, (_, second) => ask(second));
    expect(await all.at(-1)).toEqual({ v: 1, outcome: 'busy' });
    open();
    expect(new Set((await Promise.all(all.slice(0, -1))).map(({ outcome }) => outcome))).toEqual(new Set(['stored']));
  });
});
