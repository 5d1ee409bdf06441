import { writeFile } from 'node:fs/promises';
import type { PictureSource } from '@throughline/media';

/** The bytes with which every JPEG begins, and an end. */
export const PLAIN_PICTURE = Buffer.from('ffd8ffe000104a464946ffd9', 'hex');

/** Writes the same picture for every second of every video, without ffmpeg. */
export const takePlainPicture: PictureSource = async (_video, { to }) => {
  await writeFile(to, PLAIN_PICTURE);
  return true;
};
