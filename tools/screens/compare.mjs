import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** Difference of colour from which a pixel counts: 0 to 1. Smoothed edges of letters do not count. */
const THRESHOLD = 0.1;

/**
 * One view that differs.
 * @typedef {object} Difference
 * @property {string} name of the picture, without `.png`
 * @property {'changed' | 'new' | 'gone'} kind
 * @property {number} pixels that differ; all of the picture if it is new or gone
 * @property {number} share of the picture, 0 to 1
 */

/** Pictures of different heights are compared on a canvas that holds both. The rest of the smaller one differs. */
function placeOn({ width, height }, picture) {
  const canvas = new PNG({ width, height });
  PNG.bitblt(picture, canvas, 0, 0, picture.width, picture.height, 0, 0);
  return canvas;
}

/**
 * Compares two PNG files.
 * @param {Buffer} before
 * @param {Buffer} after
 * @returns {{ pixels: number, share: number, diff: Buffer }} `diff` is a PNG file with the different pixels in red
 */
export function comparePictures(before, after) {
  const pictures = [PNG.sync.read(before), PNG.sync.read(after)];
  const size = {
    width: Math.max(...pictures.map(({ width }) => width)),
    height: Math.max(...pictures.map(({ height }) => height)),
  };
  const [one, other] = pictures.map((picture) => placeOn(size, picture));
  const diff = new PNG(size);
  const pixels = pixelmatch(one.data, other.data, diff.data, size.width, size.height, { threshold: THRESHOLD });
  return { pixels, share: pixels / (size.width * size.height), diff: PNG.sync.write(diff) };
}

const listPictures = async (folder) => (await readdir(folder)).filter((name) => name.endsWith('.png'));

const sizeOf = async (path) => {
  const { width, height } = PNG.sync.read(await readFile(path));
  return width * height;
};

/**
 * Compares the pictures of two folders by their names, and stores a picture of each difference.
 * @param {{ before: string, after: string, diff: string }} folders `diff` is emptied first
 * @returns {Promise<readonly Difference[]>} the largest share first
 */
export async function compareFolders({ before, after, diff }) {
  await rm(diff, { recursive: true, force: true });
  await mkdir(diff, { recursive: true });
  const [old, now] = [new Set(await listPictures(before)), new Set(await listPictures(after))];
  const found = [];
  for (const file of [...new Set([...old, ...now])].sort()) {
    const name = file.replace(/\.png$/, '');
    if (!old.has(file)) found.push({ name, kind: 'new', pixels: await sizeOf(join(after, file)), share: 1 });
    else if (!now.has(file)) found.push({ name, kind: 'gone', pixels: await sizeOf(join(before, file)), share: 1 });
    else {
      const [one, other] = await Promise.all([before, after].map((folder) => readFile(join(folder, file))));
      // Most pictures have the same bytes. Decoding takes long.
      if (one.equals(other)) continue;
      const compared = comparePictures(one, other);
      if (compared.pixels === 0) continue;
      await writeFile(join(diff, file), compared.diff);
      found.push({ name, kind: 'changed', pixels: compared.pixels, share: compared.share });
    }
  }
  return found.sort((one, other) => other.share - one.share || (one.name < other.name ? -1 : 1));
}
