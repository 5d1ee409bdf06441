import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCommand } from './processes/run-command.js';
import { testProjectRoot } from '#testing/config.js';
import { tempDir, type TempDir } from '#testing/until.js';

interface Built {
  readonly changed: boolean;
  readonly failures: readonly string[];
}

const module = pathToFileURL(join(testProjectRoot(), 'tools/build-page.mjs')).href;

/** The bundler's native part needs its own process. */
async function buildPage(root: string): Promise<Built> {
  const script = `const { buildPage } = await import(${JSON.stringify(module)}); console.log(JSON.stringify(await buildPage(process.argv[1])));`;
  return JSON.parse(await runCommand(process.execPath, ['--input-type=module', '-e', script, root])) as Built;
}

const FILES = {
  'package-lock.json': '{}',
  'apps/web/index.html': '<!doctype html><title>t</title><script type="module" src="/src/main.ts"></script>',
  'apps/web/vite.config.mjs': 'export default {};',
  'apps/web/public/theme.js': '// drawn first',
  'apps/web/src/main.ts': 'document.title = process.env.NODE_ENV === "production" ? "shipped" : "development";',
  'apps/web/src/main.spec.ts': 'never a part of the page',
};

describe('buildPage', () => {
  let folder: TempDir;
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder.path, path)), { recursive: true });
    await writeFile(join(folder.path, path), text);
  };
  const assets = (): Promise<string[]> => readdir(join(folder.path, 'apps/web/dist/assets'));
  const script = async (): Promise<string> =>
    readFile(join(folder.path, 'apps/web/dist/assets', (await assets())[0] ?? ''), 'utf8');

  beforeEach(async () => {
    folder = await tempDir('tl page ');
    for (const [path, text] of Object.entries(FILES)) await put(path, text);
  });
  afterEach(() => folder.remove());

  it('builds for production, whatever NODE_ENV says', async () => {
    expect(await buildPage(folder.path)).toMatchObject({ changed: true, failures: [] });
    expect(await script()).toContain('shipped');
    expect(await script()).not.toContain('development');
    expect(await readdir(join(folder.path, 'apps/web/dist'))).toEqual(expect.arrayContaining(['index.html', 'theme.js']));
    expect(await readdir(join(folder.path, 'apps/web'))).not.toContainEqual(expect.stringMatching(/^dist\./));
  });

  it('does nothing if no file or only a spec has changed', async () => {
    await buildPage(folder.path);
    await put('apps/web/src/main.spec.ts', 'changed');
    expect(await buildPage(folder.path)).toMatchObject({ changed: false, failures: [] });
  });

  it('builds again if a library that is part of the page has changed', async () => {
    await put('libs/api-client/src/operations.ts', 'export const path = "/old";');
    await buildPage(folder.path);
    await put('libs/api-client/src/operations.ts', 'export const path = "/new";');
    expect(await buildPage(folder.path)).toMatchObject({ changed: true, failures: [] });
    expect(await buildPage(folder.path)).toMatchObject({ changed: false });
  });

  it('replaces the old page as a whole', async () => {
    await buildPage(folder.path);
    const before = await assets();
    await put('apps/web/src/main.ts', 'document.title = "anew";');
    expect(await buildPage(folder.path)).toMatchObject({ changed: true });
    const after = await assets();
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);
  });

  it('keeps the old page if the new one cannot be built, and reports the reason', async () => {
    await buildPage(folder.path);
    await put('apps/web/src/main.ts', 'import "./missing.js";');
    const { changed, failures } = await buildPage(folder.path);
    expect([changed, failures.join('\n')]).toEqual([false, expect.stringContaining('missing.js')]);
    expect(await script()).toContain('shipped');
  });

  it('does nothing without a page', async () => {
    const empty = await tempDir('tl no page ');
    expect(await buildPage(empty.path)).toEqual({ files: 0, changed: false, failures: [] });
    await empty.remove();
  });
});
