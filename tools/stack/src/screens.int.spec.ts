import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { PNG } from 'pngjs';
import { testProjectRoot } from '#testing/config.js';
import { tempDir } from '#testing/until.js';

const run = promisify(execFile);
const root = testProjectRoot();

interface Difference {
  readonly name: string;
  readonly kind: 'changed' | 'new' | 'gone';
  readonly pixels: number;
  readonly share: number;
}
interface Comparison {
  readonly compareFolders: (folders: { before: string; after: string; diff: string }) => Promise<readonly Difference[]>;
}

/** A white picture with a black square of `side` pixels. */
function drawSquare(side: number, height = 20): Buffer {
  const picture = new PNG({ width: 20, height });
  picture.data.fill(255);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) picture.data.fill(0, (y * 20 + x) * 4, (y * 20 + x) * 4 + 3);
  return PNG.sync.write(picture);
}

async function runScreens(...args: readonly string[]): Promise<{ readonly code: number; readonly words: string }> {
  try {
    const { stdout } = await run(process.execPath, [join(root, 'tools/screens.mjs'), ...args], { cwd: root });
    return { code: 0, words: stdout };
  } catch (error) {
    const { code, stderr } = error as { readonly code: number; readonly stderr: string };
    return { code, words: stderr };
  }
}

describe('npm run screens', () => {
  it('names the pictures that differ, and by how much, the largest difference first', async () => {
    const { compareFolders } = (await import(pathToFileURL(join(root, 'tools/screens/compare.mjs')).href)) as Comparison;
    const folder = await tempDir('tl-screens-');
    const [before, after, diff] = ['before', 'after', 'diff'].map((name) => join(folder.path, name)) as [string, string, string];
    await Promise.all([before, after].map((path) => mkdir(path)));
    const pictures: readonly (readonly [folder: string, name: string, picture: Buffer])[] = [
      [before, 'same', drawSquare(10)],
      [after, 'same', drawSquare(10)],
      [before, 'moved', drawSquare(10)],
      [after, 'moved', drawSquare(12)],
      [before, 'longer', drawSquare(10)],
      [after, 'longer', drawSquare(10, 30)],
      [before, 'gone', drawSquare(10)],
      [after, 'new', drawSquare(10)],
    ];
    for (const [path, name, picture] of pictures) await writeFile(join(path, `${name}.png`), picture);
    const found = await compareFolders({ before, after, diff });
    expect(found.map(({ name, kind }) => `${name} ${kind}`)).toEqual(['gone gone', 'new new', 'longer changed', 'moved changed']);
    expect(found.at(-1)).toMatchObject({ pixels: 44, share: 0.11 });
    // The part that only one of the two pictures has differs.
    expect(found.at(-2)).toMatchObject({ pixels: 200 });
    expect((await readdir(diff)).toSorted()).toEqual(['longer.png', 'moved.png']);
    await folder.remove();
  });

  it('refuses a base that is missing or unknown, and says how it is used', async () => {
    const [missing, unknown] = await Promise.all([runScreens(), runScreens('--base', 'no-such-commit')]);
    expect([missing.code, unknown.code]).toEqual([2, 2]);
    expect(missing.words).toContain('npm run screens -- --base REF');
    expect(unknown.words).toContain('no-such-commit');
  });
});

describe('the pictures of the repository', () => {
  it('are, besides icons, at most three, below 300 KB together, and the README shows each of them', async () => {
    // The icons of the page are part of the product.
    const kinds = ['*.png', '*.jpg', '*.jpeg', '*.webp', '*.gif', ':(exclude)apps/web/public'];
    const { stdout } = await run('git', ['ls-files', '-z', '--', ...kinds], { cwd: root });
    const pictures = stdout.split('\0').filter((path) => path !== '');
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const sizes = await Promise.all(pictures.map(async (path) => (await stat(join(root, path))).size));
    expect(pictures.length).toBeLessThanOrEqual(3);
    expect(pictures.filter((path) => !readme.includes(`(${path})`))).toEqual([]);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300_000);
  });
});
