import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { testConfig } from '#testing/config.js';

const { projectRoot } = testConfig();

interface Plan {
  readonly because?: string;
  readonly lint?: readonly string[];
  readonly passes: readonly {
    readonly name: string;
    readonly full: boolean;
    readonly files?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  }[];
}

interface Tools {
  readonly planOf: (input: object) => Plan;
  readonly describePlan: (plan: Plan) => readonly string[];
  readonly importersOf: (texts: ReadonlyMap<string, string>, files: ReadonlySet<string>, packages: readonly object[]) => object;
  readonly changedOperations: (before: object, after: object) => readonly string[];
}

const load = (name: string): Promise<Partial<Tools>> =>
  import(pathToFileURL(join(projectRoot, 'tools/checking', `${name}.mjs`)).href) as Promise<Partial<Tools>>;

const manifest = (name: string, more: object = {}): string =>
  JSON.stringify({
    name: `@throughline/${name}`,
    exports: { '.': { '@throughline/source': './src/index.ts' } },
    imports: { '#src/*': { '@throughline/source': './src/*' }, '#testing/*': { '@throughline/source': './testing/*' } },
    ...more,
  });

const FUZZER = 'apps/gateway/testing/fuzz/reads.spec.ts';
const TESTS_OF_THE_TOOLS = ['tools/stack/src/bundles.int.spec.ts', 'tools/stack/src/explore.int.spec.ts'];
const MEDIA_SETS = ['libs/media/src/topics/texttiling.int.spec.ts', 'libs/media/src/trim/trim-exact.int.spec.ts'];
const endToEnd = (...names: readonly string[]): readonly string[] => names.map((name) => `apps/gateway/e2e/${name}.e2e.spec.ts`);
const PAGE_TESTS = ['apps/web/e2e/page.smoke.spec.ts', 'apps/web/e2e/recording.e2e.spec.ts'];
const INSTALLED = 'tools/stack/e2e/containers.e2e.spec.ts';

/** The shape of this repository. */
const FILES: Readonly<Record<string, string>> = {
  'docs/openapi.json': '{}',
  'docs/page.md': 'A page.',
  Dockerfile: 'FROM scratch',
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
  [FUZZER]: "import * as app from '#src/index.js';\n",
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
  'libs/media/src/trim/trim-exact.int.spec.ts': 'export {};\n',
  'tools/exploring/explore.mjs': 'export {};\n',
  'tools/stack/package.json': manifest('stack'),
  'tools/stack/e2e/containers.e2e.spec.ts': 'export {};\n',
  'tools/stack/src/bundles.int.spec.ts': 'export {};\n',
  'tools/stack/src/explore.int.spec.ts': "const EXPLORE = 'tools/exploring/explore.mjs';\n",
  'apps/web/package.json': manifest('web'),
  'apps/web/src/button.tsx': 'export const Button = 1;\n',
  'apps/web/src/button.spec.tsx': "import { Button } from './button.js';\n",
  'apps/web/e2e/page.smoke.spec.ts': 'export {};\n',
  'apps/web/e2e/recording.e2e.spec.ts': 'export {};\n',
};

interface Change {
  readonly deleted?: readonly string[];
  readonly operations?: readonly string[];
  readonly e2e?: boolean;
  readonly sampled?: readonly string[];
  readonly others?: readonly string[];
}

let tools: Tools;
beforeAll(async () => {
  tools = Object.assign({}, ...(await Promise.all(['plan', 'imports', 'operations'].map(load)))) as Tools;
});

/** Plans the checks of changed or new files. */
function planAfter(changed: readonly string[], { deleted = [], others = [], sampled = [], ...more }: Change = {}): Plan {
  const files = [...new Set([...Object.keys(FILES), ...changed, ...others])].filter((file) => !deleted.includes(file)).sort();
  const texts = new Map(files.map((file) => [file, FILES[file] ?? '']));
  const packages = files
    .filter((file) => file.endsWith('/package.json') && FILES[file] !== undefined)
    .map((file) => ({ folder: file.replace('/package.json', ''), manifest: JSON.parse(FILES[file] ?? '') as object }));
  const importers = tools.importersOf(texts, new Set([...files, ...deleted]), packages);
  const change = { base: 'HEAD', compared: 'compared with HEAD', files: [...changed, ...deleted].sort() };
  return tools.planOf({ change, files, importers, packages, operations: [], e2e: false, sampled: new Set(sampled), ...more });
}

const filesOf = (plan: Plan, name: string): readonly string[] | undefined =>
  plan.passes.find((pass) => pass.name === name)?.files;
const lastLine = (plan: Plan): string | undefined => tools.describePlan(plan).at(-1);

const ALL = '`npm run explore -- --all` runs everything';
const END_TO_END = `\`npm run check -- --e2e\` runs the end-to-end files; ${ALL}`;

function expectAllTests(plan: Plan): void {
  expect(plan.passes.map(({ name, env }) => [name, env?.['TL_FUZZ_DEPTH']])).toEqual([
    ['fast', 'full'],
    ['smoke', 'full'],
    ['whole sets', undefined],
    ['e2e', undefined],
  ]);
  expect(filesOf(plan, 'fast')).toBeUndefined();
  expect(filesOf(plan, 'whole sets')).toEqual([...MEDIA_SETS, ...TESTS_OF_THE_TOOLS]);
}

describe('npm run check selects', () => {
  it.each([
    '.dependency-cruiser.mjs',
    '.oxlintrc.json',
    'libs/one/package.json',
    'libs/one/tsconfig.json',
    'nx.json',
    'tools/lint/rule.mjs',
    'tools/checking/plan.mjs',
  ])('everything after a change of %s', (path) => {
    const plan = planAfter([path]);
    expectAllTests(plan);
    expect(plan.lint).toBeUndefined();
    expect(plan.because).toContain(path);
  });

  it.each(['jest.config.mjs', 'tools/testing/passes.mjs', 'tools/test.mjs', '.ci/run'])(
    'all tests after a change of %s, and lints only what changed',
    (path) => {
      const plan = planAfter([path]);
      expectAllTests(plan);
      expect(plan.because).toContain(path);
      expect(plan.lint).toEqual([path]);
    },
  );

  it('everything without a change', () => {
    const plan = planAfter([]);
    expectAllTests(plan);
    expect(plan.lint).toBeUndefined();
  });

  it('only the specs of a file that nothing else imports', () => {
    const plan = planAfter(['libs/one/src/other.ts']);
    expect(plan.lint).toEqual(['libs/one/src/other.ts']);
    expect(plan.passes).toMatchObject([{ name: 'specs', files: ['libs/one/src/other.spec.ts'] }]);
  });

  it('the specs that a type reaches through the exports of a package', () => {
    const plan = planAfter(['libs/one/src/leaf.ts']);
    expect(plan.passes).toMatchObject([{ name: 'specs', files: ['apps/gateway/src/app.spec.ts', 'libs/one/src/leaf.spec.ts'] }]);
  });

  it('a spec that names the changed file by its path', () => {
    expect(filesOf(planAfter(['docs/page.md']), 'specs')).toEqual(['libs/one/src/page.spec.ts']);
  });

  it('the specs that import a deleted file', () => {
    const plan = planAfter([], { deleted: ['libs/one/src/other.ts'] });
    expect(plan.lint).toEqual([]);
    expect(filesOf(plan, 'specs')).toEqual(['libs/one/src/other.spec.ts']);
  });

  it('the specs that import a renamed file by its old name', () => {
    const plan = planAfter(['libs/one/src/new.ts'], { deleted: ['libs/one/src/other.ts'] });
    expect(plan.lint).toEqual(['libs/one/src/new.ts']);
    expect(filesOf(plan, 'specs')).toEqual(['libs/one/src/other.spec.ts']);
  });

  it('reached whole sets, and full depth, only in a workspace that changed itself', () => {
    const files = ['libs/media/src/topics/texttiling.int.spec.ts', 'libs/media/src/trim.spec.ts'];
    const own = planAfter(['libs/media/src/trim.ts']);
    expect(own.passes).toMatchObject([{ name: 'full depth', full: true, files }]);
    expect(lastLine(own)).toBe(`left out: 1 whole set (libs/media/src/trim/trim-exact.int.spec.ts); ${ALL}`);
    const base = planAfter(['libs/base/src/index.ts']);
    expect(base.passes).toMatchObject([{ name: 'specs', full: false, files: [files[1]] }]);
    expect(lastLine(base)).toContain('1 whole set (libs/media/src/topics/texttiling.int.spec.ts)');
  });

  it('all tests of the tools at full depth after a change of a tool, also those that do not name it', () => {
    expect(planAfter(['tools/exploring/explore.mjs']).passes).toMatchObject([{ full: true, files: TESTS_OF_THE_TOOLS }]);
  });
});

describe('npm run check sends generated requests', () => {
  const operation = (summary: string, schema = 'Item'): object => ({
    summary,
    requestBody: { content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } } },
  });
  const apiDocument = (summary: string, itemLength: number): object => ({
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

  it.each([
    ['a changed operation only', apiDocument('Replace all', 100), ['PUT /api/v1/me']],
    ['operations whose schema changed', apiDocument('Replace', 99), ['POST /api/v1/items']],
    ['no operation if the document says the same', apiDocument('Replace', 100), []],
  ])('to %s', (_what, after, operations) => {
    expect(tools.changedOperations(apiDocument('Replace', 100), after)).toEqual(operations);
  });

  it('at full depth, in the tests and to the bundle', () => {
    const plan = planAfter(['docs/openapi.json'], { operations: ['PUT /api/v1/me', 'GET /api/v1/me'] });
    const env = { TL_FUZZ_DEPTH: 'full', TL_FUZZ_OPERATIONS: 'PUT /api/v1/me,GET /api/v1/me' };
    expect(plan.passes).toMatchObject([
      { name: 'requests', files: [FUZZER], env },
      { name: 'requests to the bundle', files: ['apps/gateway/e2e/generated-requests.e2e.spec.ts'], env },
    ]);
    expect(lastLine(plan)).toBe(`left out: generated requests to all operations but PUT /api/v1/me, GET /api/v1/me; ${ALL}`);
  });
});

describe('npm run check runs end-to-end files', () => {
  it.each([
    ['their helper', 'apps/gateway/e2e/client.ts', endToEnd('crashes')],
    ['themselves', 'apps/gateway/e2e/outages.e2e.spec.ts', endToEnd('outages')],
    ['the page', 'apps/web/src/button.tsx', PAGE_TESTS],
  ])('after a change of %s', (_what, path, files) => {
    expect(filesOf(planAfter([path]), 'e2e')).toEqual(files);
  });

  it('not after a change of a spec of the page', () => {
    const plan = planAfter(['apps/web/src/button.spec.tsx']);
    expect(plan.passes).toMatchObject([{ name: 'specs', files: ['apps/web/src/button.spec.tsx'] }]);
  });

  it.each([
    [
      'service, also in whole installations',
      'apps/ingest/src/main.ts',
      [...endToEnd('crashes', 'generated-requests', 'outages'), INSTALLED],
    ],
    ['library of a service', 'libs/one/src/leaf.ts', [...endToEnd('crashes', 'generated-requests', 'outages'), INSTALLED]],
    ['image', 'Dockerfile', [INSTALLED]],
  ])('that start a changed %s, with --e2e', (_what, path, files) => {
    expect(filesOf(planAfter([path], { e2e: true }), 'e2e')).toEqual(files);
    const plan = planAfter([path]);
    expect(filesOf(plan, 'e2e')).toBeUndefined();
    expect(lastLine(plan)).toContain(`left out: ${String(files.length)} end-to-end file`);
  });

  it('of every app with --e2e if a configuration changed', () => {
    const plan = planAfter(['nx.json'], { e2e: true });
    const files = [...endToEnd('crashes', 'generated-requests', 'outages'), 'apps/web/e2e/recording.e2e.spec.ts', INSTALLED];
    expect(plan.passes.at(-1)).toMatchObject({ name: 'e2e', full: true, files });
  });
});

describe('the last line of npm run check', () => {
  it('names end-to-end files and requests that it leaves out', () => {
    expect(lastLine(planAfter(['libs/one/src/leaf.ts']))).toBe(
      `left out: 4 end-to-end files (${[...endToEnd('crashes', 'generated-requests', 'outages'), INSTALLED].join(', ')}); ` +
        `generated requests to all operations; ${END_TO_END}`,
    );
  });

  it('counts more than ten files by workspace', () => {
    const others = endToEnd('a', 'b', 'c', 'd', 'e', 'f', 'g');
    expect(lastLine(planAfter(['apps/ingest/src/main.ts'], { others }))).toBe(
      `left out: 11 end-to-end files (10 of apps/gateway, 1 of tools/stack); ${END_TO_END}`,
    );
  });

  it('counts specs that have more samples at full depth', () => {
    const sampled = ['libs/one/src/other.spec.ts', 'libs/one/src/leaf.spec.ts'];
    expect(lastLine(planAfter(['libs/one/src/other.ts'], { sampled }))).toBe(
      `left out: samples of 1 spec that only full depth has; ${ALL}`,
    );
  });

  it('names what is left out without a base', () => {
    const sampled = ['libs/one/src/other.spec.ts', FUZZER, MEDIA_SETS[0] ?? ''];
    expect(lastLine(planAfter([], { sampled }))).toBe(
      `left out: 2 end-to-end files (apps/gateway/e2e/generated-requests.e2e.spec.ts, ${INSTALLED}); ` +
        `samples of 1 spec that only full depth has; ${END_TO_END}`,
    );
  });

  it('says that other tests are left out if all reached ones run', () => {
    expect(lastLine(planAfter(['libs/one/src/other.ts']))).toBe('left out: only tests that the change does not reach by imports');
  });
});
