import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { testConfig } from '#testing/config.js';
import { tempDir, type TempDir } from '#testing/until.js';
import { runCommand } from './processes/run-command.js';

const { projectRoot } = testConfig();

interface Plan {
  readonly compared: string;
  readonly because?: string;
  readonly changed: readonly string[];
  readonly lint?: readonly string[];
  readonly passes: readonly { readonly name: string; readonly files?: readonly string[]; readonly env?: object }[];
}

type ReadPlan = (root: string, options?: { readonly named?: string }) => Promise<Plan>;

const OTHER = 'libs/one/src/other.ts';
const FILES: Readonly<Record<string, string>> = {
  '.gitignore': '.throughline/\n',
  'docs/openapi.json': '{ "paths": { "/api/v1/me": { "get": { "summary": "Read" } } } }',
  'docs/page.md': 'A page.',
  'libs/one/package.json': '{ "name": "@throughline/one" }',
  [OTHER]: 'export const other = 1;\n',
  'libs/one/src/other.spec.ts': "import { other } from './other.js';\n",
  'apps/gateway/testing/fuzz/reads.spec.ts': 'export {};\n',
};

async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
  return (await runCommand('git', [...identity, ...args], { cwd: folder })).trim();
}

async function write(folder: string, path: string, text = `// ${path}\n`): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

async function commit(folder: string): Promise<string> {
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'x');
  return git(folder, 'rev-parse', 'HEAD');
}

describe('npm run check', () => {
  let readPlan: ReadPlan;
  let folder: TempDir;
  let template: string;
  let at: string;
  let count = 0;
  beforeAll(async () => {
    const module = (await import(pathToFileURL(join(projectRoot, 'tools/checking/read-plan.mjs')).href)) as {
      readPlan: ReadPlan;
    };
    readPlan = module.readPlan;
    folder = await tempDir('tl scratch repositories ');
    template = join(folder.path, 'template');
    for (const [path, text] of Object.entries(FILES)) await write(template, path, text);
    await git(template, 'init', '--quiet', '--template=', '--initial-branch=main');
    await commit(template);
    await commit(template);
    await git(template, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
    await git(folder.path, 'clone', '--quiet', '--template=', '--depth=1', pathToFileURL(template).href, 'shallow');
  });
  beforeEach(async () => {
    at = join(folder.path, String((count += 1)));
    await cp(template, at, { recursive: true });
  });
  afterAll(() => folder.remove());

  const expectEverything = ({ because, lint, passes }: Plan): void => {
    expect(because).toBe('there is no change to select by');
    expect(lint).toBeUndefined();
    expect(passes.map(({ name, files }) => [name, files !== undefined])).toEqual([
      ['fast', false],
      ['smoke', false],
      ['e2e', true],
    ]);
  };
  /** Returns a clone of the newest commit of the scratch repository only. */
  const copyShallow = async (): Promise<string> => {
    const clone = `${at} clone`;
    await cp(join(folder.path, 'shallow'), clone, { recursive: true });
    return clone;
  };

  it('compares with the merge base with origin/main, over several commits', async () => {
    await write(at, OTHER);
    await commit(at);
    await write(at, 'docs/page.md');
    const plan = await readPlan(at);
    expect(plan.compared).toContain('compared with the merge base with origin/main');
    expect(plan.changed).toEqual(['docs/page.md', OTHER]);
  });

  it('compares with TL_BASE before anything else', async () => {
    await write(at, OTHER);
    const named = await commit(at);
    await write(at, 'docs/page.md');
    expect(await readPlan(at, { named })).toMatchObject({
      compared: `compared with TL_BASE ${named} (${named.slice(0, 12)})`,
      changed: ['docs/page.md'],
    });
  });

  it('refuses an unknown TL_BASE', async () => {
    await expect(readPlan(at, { named: 'no-such-commit' })).rejects.toThrow(
      'TL_BASE names no commit of this repository: no-such-commit',
    );
  });

  it('checks everything on origin/main if no file differs and no lint is on record', async () => {
    const plan = await readPlan(at);
    expectEverything(plan);
    expect(plan.compared).toMatch(/^nothing differs from the merge base with origin\/main .*; no other commit to compare with$/);
  });

  it('compares origin/main with the newest commit whose whole lint is on record', async () => {
    const linted = await git(at, 'rev-parse', 'HEAD');
    await write(at, OTHER);
    const head = await commit(at);
    await git(at, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
    await write(at, '.throughline/linted.json', JSON.stringify(['f'.repeat(40), head, linted]));
    const plan = await readPlan(at);
    expect(plan.compared).toContain(`compared with the newest commit whose whole lint is on record (${linted.slice(0, 12)})`);
    expect(plan.changed).toEqual([OTHER]);
  });

  it('checks everything in a shallow clone, whose origin/main is its only commit', async () => {
    const clone = await copyShallow();
    expect(await git(clone, 'rev-list', 'HEAD')).toBe(await git(clone, 'rev-parse', 'origin/main'));
    const plan = await readPlan(clone);
    expectEverything(plan);
    expect(plan.compared).toContain('nothing differs from the merge base with origin/main');
  });

  it('compares later commits of a shallow clone with its origin/main', async () => {
    const clone = await copyShallow();
    await write(clone, OTHER);
    await commit(clone);
    expect((await readPlan(clone)).changed).toEqual([OTHER]);
  });

  it('checks everything in a shallow clone without origin/main', async () => {
    const clone = await copyShallow();
    await git(clone, 'update-ref', '-d', 'refs/remotes/origin/main');
    const plan = await readPlan(clone);
    expectEverything(plan);
    expect(plan.compared).toBe('no commit to compare with');
  });

  it('checks everything in a shallow clone whose history does not reach that of origin/main', async () => {
    const clone = await copyShallow();
    const unrelated = await git(clone, 'commit-tree', 'HEAD^{tree}', '-m', 'x');
    await git(clone, 'update-ref', 'refs/remotes/origin/main', unrelated);
    expectEverything(await readPlan(clone));
  });

  it('checks everything outside of Git', async () => {
    await rm(join(at, '.git'), { recursive: true });
    expectEverything(await readPlan(at));
  });

  it('counts a deleted file, and both names of a renamed one', async () => {
    await rm(join(at, 'docs/page.md'));
    await rename(join(at, OTHER), join(at, 'libs/one/src/new.ts'));
    await git(at, 'add', '--all');
    const plan = await readPlan(at);
    expect(plan).toMatchObject({ changed: ['docs/page.md', 'libs/one/src/new.ts', OTHER], lint: ['libs/one/src/new.ts'] });
  });

  it('counts untracked files, and a staged change that the folder no longer has', async () => {
    await write(at, OTHER);
    await git(at, 'add', OTHER);
    await write(at, OTHER, FILES[OTHER]);
    await write(at, 'libs/one/src/new.spec.ts');
    const plan = await readPlan(at);
    expect(plan.changed).toEqual(['libs/one/src/new.spec.ts', OTHER]);
    expect(plan.passes).toMatchObject([{ files: ['libs/one/src/new.spec.ts', 'libs/one/src/other.spec.ts'] }]);
  });

  it('compares operations of the API with those of the base', async () => {
    await write(at, 'docs/openapi.json', FILES['docs/openapi.json']?.replace('Read', 'Read it'));
    const { passes } = await readPlan(at);
    expect(passes).toMatchObject([{ name: 'requests', env: { TL_FUZZ_OPERATIONS: 'GET /api/v1/me' } }]);
  });
});
