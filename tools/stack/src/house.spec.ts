import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { testConfig } from '#testing/config.js';
import { tempDir } from '#testing/until.js';

const { projectRoot } = testConfig();

interface SourceFile {
  readonly path: string;
  readonly project: string;
  readonly isTest: boolean;
  readonly text: string;
  readonly lines: number;
}

interface House {
  readonly codeLines: (text: string) => readonly string[];
  readonly measureRooms: (
    files: readonly SourceFile[],
    packages: readonly object[],
  ) => { readonly arrows: number; readonly pairs: readonly { readonly name: string; readonly imports: readonly string[] }[] };
  readonly measureNames: (files: readonly SourceFile[], document: object) => object;
  readonly findCopies: (files: readonly SourceFile[]) => readonly { readonly name: string; readonly runs: number }[];
  readonly measureResources: (files: readonly SourceFile[]) => readonly { readonly name: string; readonly lines: number }[];
  readonly measureTouch: (root: string, commits: number) => object;
  readonly measureCredentialTypes: (files: readonly SourceFile[], document: object) => readonly object[];
}

const load = (name: string): Promise<Partial<House>> =>
  import(pathToFileURL(join(projectRoot, 'tools/house', `${name}.mjs`)).href) as Promise<Partial<House>>;

const file = (path: string, text: string): SourceFile => ({
  path,
  project: path.split('/').slice(0, 2).join('/'),
  isTest: path.endsWith('.spec.ts'),
  text,
  lines: text.split('\n').length - 1,
});

const document = {
  components: {
    schemas: {
      Item: { properties: { title: {}, created_at: {}, expires_at: {}, never_used: {} } },
      Credential: { properties: { type: { enum: ['vk', 'password'] } } },
    },
  },
};

describe('npm run house', () => {
  let house: House;
  beforeAll(async () => {
    const parts = await Promise.all(['lines', 'rooms', 'names', 'copies', 'prices', 'touch'].map(load));
    house = Object.assign({}, ...parts) as House;
  });

  it('counts lines that are neither blank, brackets, imports, comments, decorators nor fields of a type', () => {
    const text = [
      "import { a } from './a.js';",
      'import {',
      '  b,',
      "} from './b.js';",
      '',
      '/** A thing. */',
      'interface Thing {',
      '  readonly size: number;',
      '}',
      '@Injectable()',
      'export class Things {',
      '  // Each once.',
      '  readonly all = new Map<string, Thing>();',
      '  find(name: string): Thing | undefined {',
      '    return this.all.get(name);',
      '  }',
      '}',
    ].join('\n');
    expect(house.codeLines(text)).toEqual([
      'export class Things {',
      '  readonly all = new Map<string, Thing>();',
      '  find(name: string): Thing | undefined {',
      '    return this.all.get(name);',
    ]);
  });

  it('finds rooms that import each other, also for types and by names of the package, and not by specs', () => {
    const packages = [
      { folder: 'apps/one', manifest: { imports: { '#src/*': { '@throughline/source': './src/*' } } } },
      { folder: 'apps/two', manifest: {} },
    ];
    const files = [
      file('apps/one/src/items/index.ts', "import type { User } from '../people/index.js';\n"),
      file('apps/one/src/items/read.ts', "import { users } from '../people/index.js';\n"),
      file('apps/one/src/people/index.ts', 'export interface User {}\n'),
      file('apps/one/src/people/erase.ts', "import { read } from '#src/items/read.js';\n"),
      file('apps/one/src/jobs/index.ts', "import { read } from '../items/read.js';\n"),
      file('apps/one/src/items/read.spec.ts', "import { jobs } from '../jobs/index.js';\n"),
      file('apps/one/src/main.ts', "import { jobs } from './jobs/index.js';\n"),
      file('apps/two/src/items/index.ts', "import { erase } from '../people/index.js';\n"),
      file('apps/two/src/people/index.ts', 'export const erase = 1;\n'),
    ];
    expect(house.measureRooms(files, packages)).toMatchObject({
      arrows: 4,
      pairs: [{ name: 'apps/one: items <-> people', imports: ['apps/one/src/people/erase.ts -> apps/one/src/items/read.ts'] }],
    });
  });

  it('counts the source files and projects in which a name of the API stands, each file once', () => {
    const files = [
      file('apps/one/src/a.ts', 'created_at + created_at + title'),
      file('apps/one/src/b.ts', 'created_at + not_created_at'),
      file('libs/two/src/c.ts', 'created_at'),
      file('libs/two/src/d.ts', 'expires_at'),
      file('libs/two/src/c.spec.ts', 'expires_at'),
    ];
    expect(house.measureNames(files, document)).toMatchObject({
      names: 2,
      files: 2,
      projects: 1.5,
      most: [
        ['created_at', 3],
        ['expires_at', 1],
      ],
    });
  });

  it('finds six equal lines, and six that differ in names and values only if they stand in just two files', () => {
    const run = (noun: string): string =>
      Array.from({ length: 6 }, (_, index) => `const ${noun}${String(index)} = await read${noun}(store, ${String(index)});`).join(
        '\n\n// A remark.\n',
      );
    const [one, two, three] = [file('a.ts', run('Template')), file('b.ts', run('Output')), file('c.ts', run('Source'))] as const;
    const same = file('d.ts', `export const more = 1;\n${run('Template')}`);
    const short = file('e.ts', run('Template').split('\n').slice(0, 15).join('\n'));
    const names = (...files: readonly SourceFile[]): readonly string[] => house.findCopies(files).map(({ name }) => name);
    expect(names(one, two)).toEqual(['a.ts ~ b.ts']);
    expect(names(one, two, three)).toEqual([]);
    expect(names(one, same, two, three)).toEqual(['a.ts ~ d.ts']);
    expect(names(one, short)).toEqual([]);
  });

  it('adds the files of a resource by the first name in their paths', () => {
    const files = [
      file('apps/gateway/src/sources/jobs/read.ts', '1\n2\n'),
      file('apps/web/src/settings/SourceForm.tsx', '1\n'),
      file('tools/tl/src/webhooks/list.ts', '1\n2\n3\n'),
      file('apps/ingest/src/sources/feed/index.ts', '1\n2\n3\n4\n'),
    ];
    const found = house.measureResources(files).filter(({ lines }) => lines > 0);
    expect(found).toEqual([
      { name: 'source', lines: 3 },
      { name: 'webhook', lines: 3 },
    ]);
  });

  it('counts the files that name a credential type outside of its folder', () => {
    const files = [
      file('libs/credentials/src/vk/index.ts', "const type = 'vk';"),
      file('apps/web/src/names.ts', "const NAMES = {\n  vk: 'VK',\n};"),
      file('apps/web/src/is.ts', "type === 'vk' && type !== 'password'"),
      file('apps/web/src/other.ts', "const address = 'https://vk.com';"),
    ];
    expect(house.measureCredentialTypes(files, document)).toEqual([{ type: 'vk', files: 2 }]);
  });

  it('counts the source files of feature commits, by the rule that tells source from tests everywhere', async () => {
    const folder = await tempDir('tl-house-');
    const git = (...words: readonly string[]): void => {
      execFileSync('git', ['-c', 'user.name=spec', '-c', 'user.email=spec@example.com', ...words], { cwd: folder.path });
    };
    const commit = (subject: string, paths: readonly string[]): void => {
      for (const path of paths) {
        mkdirSync(dirname(join(folder.path, path)), { recursive: true });
        writeFileSync(join(folder.path, path), subject);
      }
      git('add', '.');
      git('commit', '--quiet', '--no-verify', '--message', subject);
    };
    git('init', '--quiet');
    commit('feat: two', [
      'apps/a/src/a.spec.ts',
      'apps/a/src/testing/kit.ts',
      'libs/b/src/b.generated.ts',
      'docs/b.md',
      'libs/b/src/c.ts',
    ]);
    commit('feat: three', ['tools/testing/run.mjs', 'tools/build.cjs', 'apps/a/src/a.ts', 'libs/b/src/b.ts']);
    commit('fix: four', ['apps/a/src/d.ts', 'apps/a/src/e.ts']);
    expect(house.measureTouch(folder.path, 10)).toEqual({ commits: 2, median: 1, p90: 1, wide: 0.5 });
    expect(house.measureTouch(folder.path, 1)).toEqual({ commits: 1, median: 4, p90: 4, wide: 1 });
    await folder.remove();
  });
});
