import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { testDepth } from '@throughline/contracts/testing';
import { testConfig } from '#testing/config.js';
import { moduleLiteral } from '#testing/scratch-specs.js';
import { tempDir, type TempDir } from '#testing/until.js';
import { runCommand, tryCommand } from './processes/run-command.js';

const { projectRoot, env: testEnv } = testConfig();

const READ_PLAN = `
const { readPlan } = await import(${moduleLiteral('tools/checking/read-plan.mjs')});
const { describePlan } = await import(${moduleLiteral('tools/checking/plan.mjs')});
const [, root, options] = process.argv;
const plan = await readPlan(root, JSON.parse(options)).catch((error) => ({ error: error.message }));
process.stdout.write(JSON.stringify(plan.error ? plan : { ...plan, lines: describePlan(plan) }));
`;

interface Plan {
  readonly error?: string;
  readonly compared: string;
  readonly because?: string;
  readonly changed: readonly string[];
  readonly lint?: readonly string[];
  readonly passes: readonly {
    readonly name: string;
    readonly files?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  }[];
  readonly leftOut: readonly string[];
  readonly lines: readonly string[];
}

interface Options {
  readonly named?: string;
  readonly e2e?: boolean;
}

const manifest = (name: string, more: object = {}): string =>
  JSON.stringify({
    name: `@throughline/${name}`,
    exports: { '.': { '@throughline/source': './src/index.ts' } },
    imports: { '#src/*': { '@throughline/source': './src/*' }, '#testing/*': { '@throughline/source': './testing/*' } },
    ...more,
  });

const operation = (summary: string, schema = 'Item'): object => ({
  summary,
  requestBody: { content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } } },
});
const apiDocument = (summary: string, itemLength: number): string =>
  JSON.stringify({
    paths: {
      '/api/v1/me': { get: { summary: 'Read' }, put: operation(summary, 'Me') },
      '/api/v1/items': { post: operation('Add') },
    },
    components: {
      schemas: {
        Item: { properties: { title: { $ref: '#/components/schemas/Title' } } },
        Title: { maxLength: itemLength },
        Me: { type: 'object' },
      },
    },
  });

const TESTS_OF_THE_TOOLS = ['tools/stack/src/bundles.int.spec.ts', 'tools/stack/src/explore.int.spec.ts'];

/** A repository with the shape of this one. */
const FILES: Readonly<Record<string, string>> = {
  '.gitignore': '.throughline/\n',
  '.dependency-cruiser.mjs': '',
  'docs/openapi.json': apiDocument('Replace', 100),
  'docs/page.md': 'A page.',
  'libs/one/package.json': manifest('one'),
  'libs/one/src/index.ts': "export * from './leaf.js';\n",
  'libs/one/src/leaf.ts': 'export interface Leaf {}\n',
  'libs/one/src/leaf.spec.ts': "import { x } from './leaf.js';\n",
  'libs/one/src/other.ts': 'export const other = 1;\n',
  'libs/one/src/other.spec.ts': "import { other } from '#src/other.js';\n",
  'libs/one/src/page.spec.ts': "const page = join(projectRoot, 'docs/page.md');\n",
  'apps/gateway/package.json': manifest('gateway', { nx: { implicitDependencies: ['@throughline/ingest'] } }),
  'apps/gateway/src/index.ts': "import type { Leaf } from '@throughline/one';\n",
  'apps/gateway/src/app.spec.ts': "import * as app from './index.js';\n",
  'apps/gateway/testing/fuzz/reads.spec.ts': "import * as app from '#src/index.js';\n",
  'apps/gateway/e2e/client.ts': 'export const client = 1;\n',
  'apps/gateway/e2e/crashes.e2e.spec.ts': "import { client } from './client.js';\n",
  'apps/gateway/e2e/outages.e2e.spec.ts': 'export {};\n',
  'apps/gateway/e2e/generated-requests.e2e.spec.ts': 'export {};\n',
  'apps/ingest/package.json': manifest('ingest'),
  'apps/ingest/src/main.ts': 'export {};\n',
  'libs/base/package.json': manifest('base'),
  'libs/base/src/index.ts': 'export const base = 1;\n',
  'libs/media/package.json': manifest('media'),
  'libs/media/src/trim.ts': "import { base } from '@throughline/base';\n",
  'libs/media/src/trim.spec.ts': "import { trim } from './trim.js';\n",
  'libs/media/src/topics/texttiling.int.spec.ts': "import { trim } from '../trim.js';\n",
  'tools/exploring/explore.mjs': 'export {};\n',
  'tools/stack/package.json': manifest('stack'),
  'tools/stack/src/bundles.int.spec.ts': 'export {};\n',
  'tools/stack/src/explore.int.spec.ts': "const EXPLORE = 'tools/exploring/explore.mjs';\n",
  'apps/web/package.json': manifest('web'),
  'apps/web/src/button.tsx': 'export const Button = 1;\n',
  'apps/web/src/button.spec.tsx': "import { Button } from './button.js';\n",
  'apps/web/e2e/page.smoke.spec.ts': 'export {};\n',
  'apps/web/e2e/recording.e2e.spec.ts': 'export {};\n',
};

class ScratchRepository {
  private constructor(readonly folder: TempDir) {}

  static async create(): Promise<ScratchRepository> {
    const repository = new ScratchRepository(await tempDir('tl scratch repository '));
    for (const [path, text] of Object.entries(FILES)) await repository.write(path, text);
    await repository.git('init', '--quiet', '--initial-branch=main');
    await repository.commit();
    await repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    return repository;
  }

  async git(...args: readonly string[]): Promise<string> {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
    return (await runCommand('git', [...identity, ...args], { cwd: this.folder.path })).trim();
  }

  async commit(): Promise<string> {
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--allow-empty', '--message', 'x');
    return this.git('rev-parse', 'HEAD');
  }

  async write(path: string, text = `// ${path}\n`): Promise<void> {
    await mkdir(dirname(this.pathOf(path)), { recursive: true });
    await writeFile(this.pathOf(path), text);
  }

  pathOf(path: string): string {
    return join(this.folder.path, path);
  }

  async plan(options: Options = {}): Promise<Plan> {
    const args = ['--input-type=module', '-e', READ_PLAN, this.folder.path, JSON.stringify(options)];
    return JSON.parse(await runCommand(process.execPath, args)) as Plan;
  }
}

const filesOf = (plan: Plan, name: string): readonly string[] | undefined =>
  plan.passes.find((pass) => pass.name === name)?.files;

describe('npm run check', () => {
  let repository: ScratchRepository;
  beforeEach(async () => {
    repository = await ScratchRepository.create();
  });
  afterEach(() => repository.folder.remove());

  const planAfter = async (...paths: readonly string[]): Promise<Plan> => {
    for (const path of paths) await repository.write(path, `// changed\n${FILES[path] ?? ''}`);
    return repository.plan();
  };
  const expectAllTests = (plan: Plan): void => {
    expect(plan.because).toBeDefined();
    const others = plan.passes.filter(({ name }) => name !== 'whole sets');
    expect(others.map(({ name, env }) => [name, env?.['TL_FUZZ_DEPTH']])).toEqual([
      ['fast', 'full'],
      ['smoke', 'full'],
      ['e2e', undefined],
    ]);
    expect(filesOf(plan, 'fast')).toBeUndefined();
  };
  const expectEverything = (plan: Plan): void => {
    expectAllTests(plan);
    expect(plan.lint).toBeUndefined();
  };

  describe('chooses the base', () => {
    it('compares with the merge base with origin/main, over several commits', async () => {
      await repository.write('libs/one/src/other.ts');
      await repository.commit();
      const plan = await planAfter('docs/page.md');
      expect(plan.compared).toContain('compared with the merge base with origin/main');
      expect(plan.changed).toEqual(['docs/page.md', 'libs/one/src/other.ts']);
    });

    it('compares with TL_BASE before anything else', async () => {
      await repository.write('libs/one/src/other.ts');
      const named = await repository.commit();
      await repository.write('docs/page.md');
      const plan = await repository.plan({ named });
      expect(plan).toMatchObject({
        compared: `compared with TL_BASE ${named} (${named.slice(0, 12)})`,
        changed: ['docs/page.md'],
      });
    });

    it('refuses an unknown TL_BASE', async () => {
      const { error } = await repository.plan({ named: 'no-such-commit' });
      expect(error).toBe('TL_BASE names no commit of this repository: no-such-commit');
    });

    it('checks everything on origin/main if no file differs and no lint is on record', async () => {
      const plan = await repository.plan();
      expectEverything(plan);
      expect(plan.compared).toMatch(
        /^nothing differs from the merge base with origin\/main .*; no other commit to compare with$/,
      );
    });

    it('compares origin/main with the newest commit whose whole lint is on record', async () => {
      const linted = await repository.git('rev-parse', 'HEAD');
      await repository.write('libs/one/src/other.ts');
      const head = await repository.commit();
      await repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
      await repository.write('.throughline/linted.json', JSON.stringify(['f'.repeat(40), head, linted]));
      const plan = await repository.plan();
      expect(plan.compared).toContain(`compared with the newest commit whose whole lint is on record (${linted.slice(0, 12)})`);
      expect(plan.changed).toEqual(['libs/one/src/other.ts']);
    });

    it('checks everything in a shallow clone without origin/main', async () => {
      await repository.commit();
      const clone = await tempDir('tl shallow clone ');
      try {
        const at = join(clone.path, 'clone');
        await runCommand('git', ['clone', '--quiet', '--depth=1', `file://${repository.folder.path}`, at]);
        await runCommand('git', ['update-ref', '-d', 'refs/remotes/origin/main'], { cwd: at });
        const args = ['--input-type=module', '-e', READ_PLAN, at, '{}'];
        const plan = JSON.parse(await runCommand(process.execPath, args)) as Plan;
        expectEverything(plan);
        expect(plan.compared).toBe('no commit to compare with');
      } finally {
        await clone.remove();
      }
    });

    it('checks everything outside of Git', async () => {
      await rm(repository.pathOf('.git'), { recursive: true });
      expectEverything(await repository.plan());
    });
  });

  describe('selects', () => {
    const rules = ['.dependency-cruiser.mjs', '.oxlintrc.json', 'libs/one/package.json', 'libs/one/tsconfig.json'];
    const tools = ['tools/lint/rule.mjs', 'tools/checking/plan.mjs'];
    it.each(testDepth.samples([...rules, ...tools]))('everything after a change of %s', async (path) => {
      await repository.write(path, path.endsWith('.json') ? '{ "type": "module" }' : '// changed');
      const plan = await repository.plan();
      expectEverything(plan);
      expect(plan.because).toContain(path);
      expect((await repository.plan({ e2e: true })).passes.at(-1)).toMatchObject({ name: 'e2e', full: true });
    });

    it.each(testDepth.samples(['jest.config.mjs', 'tools/testing/passes.mjs', 'tools/test.mjs', '.ci/run']))(
      'all tests after a change of %s, and lints only what changed',
      async (path) => {
        await repository.write(path, '// changed');
        const plan = await repository.plan();
        expectAllTests(plan);
        expect(plan.because).toContain(path);
        expect(filesOf(plan, 'whole sets')).toEqual(['libs/media/src/topics/texttiling.int.spec.ts', ...TESTS_OF_THE_TOOLS]);
        expect(plan.lint).toEqual([path]);
      },
    );

    it('only the specs of a file that nothing else imports', async () => {
      const plan = await planAfter('libs/one/src/other.ts');
      expect(plan.lint).toEqual(['libs/one/src/other.ts']);
      expect(plan.passes).toMatchObject([{ name: 'specs', files: ['libs/one/src/other.spec.ts'] }]);
    });

    it('the specs that a type reaches through the exports of a package, and names the end-to-end tests that it leaves out', async () => {
      const plan = await planAfter('libs/one/src/leaf.ts');
      expect(filesOf(plan, 'specs')).toEqual(['apps/gateway/src/app.spec.ts', 'libs/one/src/leaf.spec.ts']);
      expect(plan.passes).toHaveLength(1);
      expect(plan.lines.at(-1)).toBe(
        'left out: 3 end-to-end files of apps/gateway, generated requests of operations whose description is the same; ' +
          '`npm run check -- --e2e` runs the end-to-end files',
      );
    });

    it('a spec that names the changed file by its path', async () => {
      expect(filesOf(await planAfter('docs/page.md'), 'specs')).toEqual(['libs/one/src/page.spec.ts']);
    });

    it('the specs that import a deleted file', async () => {
      await rm(repository.pathOf('libs/one/src/other.ts'));
      const plan = await repository.plan();
      expect(plan).toMatchObject({ changed: ['libs/one/src/other.ts'], lint: [] });
      expect(filesOf(plan, 'specs')).toEqual(['libs/one/src/other.spec.ts']);
    });

    it('the specs that import a renamed file by its old name', async () => {
      await rename(repository.pathOf('libs/one/src/other.ts'), repository.pathOf('libs/one/src/new.ts'));
      await repository.git('add', '--all');
      const plan = await repository.plan();
      expect(plan).toMatchObject({ changed: ['libs/one/src/new.ts', 'libs/one/src/other.ts'], lint: ['libs/one/src/new.ts'] });
      expect(filesOf(plan, 'specs')).toEqual(['libs/one/src/other.spec.ts']);
    });

    it('an untracked spec', async () => {
      const plan = await planAfter('libs/one/src/new.spec.ts');
      expect(filesOf(plan, 'specs')).toEqual(['libs/one/src/new.spec.ts']);
    });

    it('whole sets, and full depth, only in a workspace that changed itself', async () => {
      const files = ['libs/media/src/topics/texttiling.int.spec.ts', 'libs/media/src/trim.spec.ts'];
      expect((await planAfter('libs/media/src/trim.ts')).passes).toMatchObject([{ name: 'whole sets', full: true, files }]);
      await repository.git('checkout', '--quiet', '.');
      const { passes, leftOut } = await planAfter('libs/base/src/index.ts');
      expect(passes).toMatchObject([{ name: 'specs', full: false, files: [files[1]] }]);
      expect(leftOut).toEqual(['1 whole set of libs/media']);
    });

    it('all tests of the tools at full depth after a change of a tool, also those that do not name it', async () => {
      const { passes } = await planAfter('tools/exploring/explore.mjs');
      expect(passes).toMatchObject([{ full: true, files: TESTS_OF_THE_TOOLS }]);
    });

    it('a staged change that the folder no longer has', async () => {
      const path = 'libs/one/src/other.ts';
      await repository.write(path);
      await repository.git('add', path);
      await repository.write(path, FILES[path]);
      expect((await repository.plan()).changed).toEqual([path]);
    });
  });

  describe('sends generated requests', () => {
    const operationsAfter = async (summary: string, itemLength: number): Promise<string | undefined> => {
      await repository.write('docs/openapi.json', apiDocument(summary, itemLength));
      const { passes } = await repository.plan();
      expect(passes).toMatchObject([
        { name: 'requests', files: ['apps/gateway/testing/fuzz/reads.spec.ts'], env: { TL_FUZZ_DEPTH: 'full' } },
        { name: 'requests to the bundle', files: ['apps/gateway/e2e/generated-requests.e2e.spec.ts'] },
      ]);
      const [chosen, again] = passes.map(({ env }) => env?.['TL_FUZZ_OPERATIONS']);
      expect(again).toBe(chosen);
      return chosen;
    };

    it('to a changed operation only', async () => {
      expect(await operationsAfter('Replace all', 100)).toBe('PUT /api/v1/me');
    });

    it('to operations whose schema changed', async () => {
      expect(await operationsAfter('Replace', 99)).toBe('POST /api/v1/items');
    });

    it('to no operation if only the format of the document changed', async () => {
      await repository.write('docs/openapi.json', JSON.stringify(JSON.parse(apiDocument('Replace', 100)), undefined, 2));
      expect((await repository.plan()).passes).toEqual([]);
    });
  });

  describe('runs end-to-end files', () => {
    const page = ['apps/web/e2e/page.smoke.spec.ts', 'apps/web/e2e/recording.e2e.spec.ts'];

    it.each([
      ['their helper', 'apps/gateway/e2e/client.ts', ['apps/gateway/e2e/crashes.e2e.spec.ts']],
      ['themselves', 'apps/gateway/e2e/outages.e2e.spec.ts', ['apps/gateway/e2e/outages.e2e.spec.ts']],
      ['the page', 'apps/web/src/button.tsx', page],
    ])('after a change of %s', async (_what, path, files) => {
      expect(filesOf(await planAfter(path), 'e2e')).toEqual(files);
    });

    it('not after a change of a spec of the page', async () => {
      const plan = await planAfter('apps/web/src/button.spec.tsx');
      expect(plan.passes).toMatchObject([{ name: 'specs', files: ['apps/web/src/button.spec.tsx'] }]);
    });

    it('of an app that starts the changed service, with --e2e', async () => {
      await repository.write('apps/ingest/src/main.ts');
      expect((await repository.plan()).leftOut).toEqual(['3 end-to-end files of apps/gateway']);
      const plan = await repository.plan({ e2e: true });
      expect(filesOf(plan, 'e2e')).toEqual(
        ['crashes', 'generated-requests', 'outages'].map((name) => `apps/gateway/e2e/${name}.e2e.spec.ts`),
      );
      expect(plan.leftOut).toEqual([]);
    });
  });

  describe('on the command line', () => {
    const check = (args: readonly string[], env: NodeJS.ProcessEnv = {}): ReturnType<typeof tryCommand> =>
      tryCommand(process.execPath, [join(projectRoot, 'tools/check.mjs'), ...args], {
        env: { ...testEnv, TL_BASE: undefined, ...env },
      });

    it('explains itself', async () => {
      expect(await check(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('npm run check') as string });
    });

    it('refuses unknown options', async () => {
      expect(await check(['--fast'])).toMatchObject({ code: 2, stderr: expect.stringContaining("'--fast'") as string });
    });

    it('refuses an unknown base', async () => {
      const { code, stderr } = await check(['--plan'], { TL_BASE: 'no-such-commit' });
      expect({ code, stderr }).toEqual({ code: 2, stderr: 'TL_BASE names no commit of this repository: no-such-commit\n' });
    });
  });
});
