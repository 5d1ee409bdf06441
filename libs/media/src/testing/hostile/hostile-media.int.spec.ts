import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { testDepth } from '@throughline/contracts/testing';
import { mediaTools } from '@throughline/stack/testing';
import { beepsBetween, TestMedia } from '../test-media.js';
import { ActiveBait } from '#testing/bait.js';
import { processHostileFile, isExpected } from './outcome.js';
import type { HostileFile } from './hostile-file.js';
import { hostileMedia } from './hostile-media.js';

const tools = await mediaTools();
const atOnce = 3;

interface Ended {
  readonly file: HostileFile;
  readonly folder: string;
  readonly ending: string;
}

async function end(media: TestMedia, file: HostileFile): Promise<Ended> {
  const folder = media.path(`of ${file.name}`);
  await mkdir(folder);
  const path = join(folder, file.name);
  await writeFile(path, file.content);
  return { file, folder, ending: await processHostileFile(tools, path, folder) };
}

async function endAll(media: TestMedia, files: readonly HostileFile[]): Promise<readonly Ended[]> {
  const ended: Ended[] = [];
  const waiting = [...files];
  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) ended.push(await end(media, file));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return ended;
}

const isHonest = ({ name }: HostileFile): boolean => name.startsWith('honest');

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function processesAt(folder: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'args'], { maxBuffer: 16 * 1024 ** 2 });
  return stdout.split('\n').filter((line) => line.includes(folder));
}

describe('hostile media', () => {
  let media: TestMedia;
  let bait: ActiveBait;
  let ended: readonly Ended[];
  let before: readonly string[];
  beforeAll(async () => {
    media = await TestMedia.create(tools);
    bait = await ActiveBait.lay(media.folder);
    const all = await hostileMedia(media, bait);
    const [honest, hostile] = [all.filter(isHonest), all.filter((file) => !isHonest(file))];
    const files = [...honest, ...testDepth.samples(hostile)];
    before = await readdir(media.folder);
    ended = await endAll(media, files);
  }, 180_000);
  afterAll(async () => {
    await bait.remove();
    await media.remove();
  });

  it('is refused with a reason, skipped, or processed', () => {
    const unexpected = ended.filter(({ file, ending }) => !isExpected(ending, file.ends));
    expect(unexpected.map(({ file, ending }) => `${file.name}: ${ending}, not ${file.ends.join(' or ')}`)).toEqual([]);
    expect(ended.length).toBeGreaterThan(testDepth.runs(120));
    expect(new Set(ended.map(({ file }) => file.name)).size).toBe(ended.length);
  });

  it('has a valid file in every family, so that refusals are not the fault of the generator', () => {
    const honest = ended.filter(({ file }) => isHonest(file)).map(({ ending }) => ending);
    expect(honest).toEqual(['whole', 'whole', 'whole']);
  });

  it('reaches neither the address nor the file that it names', async () => {
    expect(bait.touched).toEqual({ connections: 0, opened: false });
    await bait.take();
    expect(bait.touched).toEqual({ connections: 1, opened: true });
  });

  it('changes nothing outside its folder, leaves no temporary file, and keeps its own bytes', async () => {
    const folders = ended.map(({ file }) => `of ${file.name}`);
    expect((await readdir(media.folder)).sort()).toEqual([...before, ...folders].sort());
    for (const { file, folder, ending } of ended) {
      const made = ['whole', 'cut'].includes(ending);
      const results = made
        ? (await readdir(join(folder, 'output'))).filter((name) => !/^(audio\.mp3|video\.\w+)$/.test(name))
        : [];
      expect([file.name, results]).toEqual([file.name, []]);
      const left = (await readdir(folder, { recursive: true })).filter((name) => /^(scratch|output)\//.test(name) && !made);
      expect([file.name, left]).toEqual([file.name, []]);
      expect(await readdir(join(folder, 'scratch')).catch(() => [])).toEqual([]);
      expect(sha256(await readFile(join(folder, file.name)))).toBe(sha256(file.content));
    }
  });

  it('writes no more than a recording of its size could', async () => {
    for (const { folder, file } of ended) {
      const names = await readdir(join(folder, 'output')).catch(() => []);
      for (const name of names) {
        const { size } = await stat(join(folder, 'output', name));
        expect(size).toBeLessThan(file.content.length + 2 * 1024 ** 2);
      }
    }
  });

  it('leaves no process behind', async () => {
    const left = await processesAt(media.folder);
    expect(left.filter((line) => !line.endsWith(bait.path))).toEqual([]);
  });
});

const HOSTILE_NAMES = [
  '-i',
  '-version.mp4',
  'two\nlines.mp4',
  `quotes ' " \` $(id) ; & | > x.mp4`,
  '%s%n%d%05d.mp4',
  '*?[a-z]{1,2}.mp4',
  'http:⁄⁄127.0.0.1⁄x.mp4',
  'concat:a|b',
  'subfile,,start,0,end,1,,:x',
  'data:audio;base64,AAAA',
  'pipe:0',
  '~',
  '\u001b[2J\u202E4pm.exe',
  `${'n'.repeat(240)}.mp4`,
  'list.m3u8',
  'CON',
  ' ',
];

describe('a hostile file name', () => {
  let media: TestMedia;
  let honest: string;
  beforeAll(async () => {
    media = await TestMedia.create(tools);
    honest = await media.make('honest.wav', { seconds: 2, sound: beepsBetween(0, 2) });
  });
  afterAll(() => media.remove());

  it.each(testDepth.samples(HOSTILE_NAMES))('%j is treated as a plain name', async (name) => {
    const folder = media.path(sha256(Buffer.from(name)));
    await mkdir(folder);
    await copyFile(honest, join(folder, name));
    expect(await processHostileFile(tools, join(folder, name), folder)).toBe('whole');
    expect((await readdir(folder)).sort()).toEqual([name, 'output', 'scratch'].sort());
  });

  it.each<[string, (path: string) => Promise<unknown>]>([
    ['a pipe', (path: string) => promisify(execFile)('mkfifo', [path])],
    ['a device', (path: string) => symlink('/dev/zero', path)],
    ['a folder', (path: string) => mkdir(path)],
  ])('leads to a refusal without waiting if it is %s', async (_what, make) => {
    const path = media.path(`x${randomUUID()}`);
    await make(path);
    expect(await processHostileFile(tools, path, media.folder)).toBe('refused:not-media');
  });
});
