import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buildImage } from '#testing/containers.js';
import { tempDir, type TempDir } from '#testing/until.js';
import { runCommand } from '../processes/run-command.js';

/** Imports files one by one, and prints those that fail, with the message. */
const LOAD = `const failed = [];
  for (const file of process.argv.slice(1))
    await import(file).catch((error) => failed.push([file, error.message]));
  process.stdout.write(JSON.stringify(failed), () => process.exit(0));`;

/** Finds packages, as a file would, and prints those that are missing. */
const RESOLVE = `const missing = process.argv.slice(1).filter((name) => {
    try { return import.meta.resolve(name) === undefined; } catch { return true; }
  });
  process.stdout.write(JSON.stringify(missing));`;

const OWN_REQUIRE = String.raw`createRequire\(import\.meta\.url\)`;
/** A package that our own code loads when it needs it, or whose folder it reads. */
const LATER_PACKAGE = new RegExp(
  String.raw`\b(?:import|require|import\.meta\.resolve|${OWN_REQUIRE}(?:\.resolve)?)\("(?!node:)([^."][^"]*)"\)`,
  'g',
);
const STATIC_IMPORT = /^(?:import|export)\b[^;'"]*["']\.\/([^"']+)["']/gm;
/** The package of log lines starts threads only if it is asked for, which no service does. */
const MAY_NAME_A_FOLDER = /pino|thread-stream/;

interface Bundle {
  readonly folder: string;
  /** The files that a service reads only later: no program imports them at its start, and they import no program. */
  readonly files: readonly string[];
  readonly code: ReadonlyMap<string, string>;
}

/** Returns the programs, and all files that import one. Loading them starts the program, as every whole installation does. */
function findStarting(programs: readonly string[], code: Bundle['code']): ReadonlySet<string> {
  const starting = new Set(programs);
  const importsOf = new Map([...code].map(([file, text]) => [file, [...text.matchAll(STATIC_IMPORT)].map(([, name]) => name)]));
  for (let before = -1; before !== starting.size;) {
    before = starting.size;
    for (const [file, imports] of importsOf) if (imports.some((name = '') => starting.has(name))) starting.add(file);
  }
  return starting;
}

async function readBundle(folder: string): Promise<Bundle> {
  const { bundles } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { bundles: readonly string[] };
  const names = (await readdir(join(folder, 'bundle'))).filter((name) => name.endsWith('.js'));
  const texts = names.map(async (name) => [name, await readFile(join(folder, 'bundle', name), 'utf8')] as const);
  const code = new Map(await Promise.all(texts));
  const starting = findStarting(
    bundles.map((program) => basename(program)),
    code,
  );
  return { folder, code, files: names.filter((name) => !starting.has(name)) };
}

describe('the files of the image', () => {
  let image: TempDir;
  let bundles: readonly Bundle[];
  beforeAll(async () => {
    image = await tempDir('tl-shipped-');
    await buildImage(image.path);
    const found = await readdir(image.path, { recursive: true, withFileTypes: true });
    const folders = found.filter((entry) => entry.isDirectory() && entry.name === 'bundle').map((entry) => entry.parentPath);
    bundles = await Promise.all(folders.map(readBundle));
  });
  afterAll(() => image.remove());

  it('load with the packages of the image alone, also those that a service reads only later', async () => {
    expect(bundles.length).toBeGreaterThan(5);
    for (const { folder, files } of bundles) {
      const paths = files.map((name) => join(folder, 'bundle', name));
      expect(await runCommand(process.execPath, ['--input-type=module', '-e', LOAD, ...paths])).toBe('[]');
    }
  });

  it('have all packages that our own code loads only when it needs them', async () => {
    const found = new Set<string>();
    for (const { folder, code } of bundles) {
      // Only our own modules have source maps.
      const own = [...code].flatMap(([file, text]) => (existsSync(join(folder, 'bundle', `${file}.map`)) ? [text] : []));
      const names = own.flatMap((text) => [...text.matchAll(LATER_PACKAGE)].map(([, name = '']) => name));
      for (const name of names) found.add(name);
      const script = ['--input-type=module', '-e', RESOLVE, ...new Set(names)];
      expect(await runCommand(process.execPath, script, { cwd: join(folder, 'bundle') })).toBe('[]');
    }
    expect([...found]).toEqual(
      expect.arrayContaining([
        'eld/medium',
        'pdfjs-dist/package.json',
        'node-sqlite3-wasm',
        '@throughline/documents/child',
        'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
        'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
      ]),
    );
  });

  it('look for no file in their own folder, which has other files than that of their package', () => {
    const lines = bundles.flatMap(({ code }) => [...code.values()].flatMap((text) => text.split('\n')));
    const found = lines.filter((line) => /\b__(?:dir|file)name\b/.test(line) && !/^\s*\*/.test(line));
    expect(found.filter((line) => !MAY_NAME_A_FOLDER.test(line))).toEqual([]);
  });
});
