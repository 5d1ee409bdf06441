import { readFile } from 'node:fs/promises';
import { testDepth } from '@throughline/contracts/testing';
import { beepsBetween, h264, type TestMedia } from '../test-media.js';
import { amplified } from './amplified-file.js';
import { broken } from './broken-file.js';
import type { Bait, HostileFile } from './hostile-file.js';
import { matroskas } from './matroska.js';
import { mp4s } from './mp4.js';
import { playlists } from './playlists.js';
import { sounds } from './sound.js';

const sound = beepsBetween(0, 3);
const seeds = [1, 2, 3];

/** Creates the files at run time, so that the repository holds no hostile file. */
export async function hostileMedia(media: TestMedia, bait: Bait): Promise<readonly HostileFile[]> {
  const mp3 = await readFile(await media.make('honest.mp3', { seconds: 3, sound }));
  const noise = ['-f', 'lavfi', '-i', 'nullsrc=size=640x480,geq=random(1)*255:128:128', '-frames:v', '1', '-q:v', '2'];
  const jpeg = await readFile(await media.ffmpeg(...noise, 'noise.jpg'));
  return [
    ...playlists(bait),
    ...mp4s(bait),
    ...matroskas(),
    ...sounds(mp3, bait),
    amplified(jpeg, [640, 480]),
    ...(await brokenMedia(media)),
  ];
}

async function brokenMedia(media: TestMedia): Promise<readonly HostileFile[]> {
  const files: HostileFile[] = [];
  const names = ['talk.mp4', 'talk.mkv', 'talk.flv', 'talk.avi', 'talk.ts', 'sound.wav', 'sound.ogg', 'sound.flac'];
  for (const name of testDepth.samples(names)) {
    const honest = await media.make(name, { seconds: 3, sound, ...(name.startsWith('talk') && { picture: h264 }) });
    const bytes = await readFile(honest);
    files.push(...seeds.map((seed) => broken(name, bytes, seed)));
  }
  return files;
}
