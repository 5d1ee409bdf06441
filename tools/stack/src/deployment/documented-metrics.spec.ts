import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { testProjectRoot } from '#testing/config.js';

const root = testProjectRoot();

const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');
const NAME = /\bthroughline_[a-z0-9_]+\b/g;
const namesIn = (text: string): ReadonlySet<string> => new Set(text.match(NAME));

const PRODUCT = /^\w+\/[^/]+\/src\/.+\.ts$/;
const BESIDE = /\.spec\.ts$|\/testing\//;

/** Returns the metrics of the services: every such name in their code. */
async function registeredMetrics(): Promise<ReadonlySet<string>> {
  const listed = await Promise.all(
    ['apps', 'libs'].map(async (top) => (await readdir(join(root, top), { recursive: true })).map((path) => `${top}/${path}`)),
  );
  const product = listed.flat().filter((path) => PRODUCT.test(path) && !BESIDE.test(path));
  const texts = await Promise.all(product.map(read));
  return new Set(texts.flatMap((text) => [...namesIn(text)]));
}

/** Queries name the series of a histogram by its suffixes. */
const withoutPart = (name: string): string => name.replace(/_(bucket|sum|count)$/, '');

interface Dashboard {
  readonly panels: readonly {
    readonly id: number;
    readonly gridPos: { readonly x: number; readonly w: number };
  }[];
}

describe('the documentation of metrics', () => {
  it('names every existing metric and no other', async () => {
    const names = await registeredMetrics();
    const page = /## Metrics\n(.*?)\n## /s.exec(await read('docs/observability.md'))?.[1] ?? '';
    expect([...namesIn(page)].map(withoutPart).sort()).toEqual(expect.arrayContaining([...names].sort()));
    for (const file of ['docs/observability.md', 'docs/observability/alerts.yaml', 'docs/observability/dashboard.json'])
      for (const name of namesIn(await read(file)))
        expect([file, names.has(withoutPart(name)) ? 'known' : name]).toEqual([file, 'known']);
  });

  it('has dashboard panels with unique ids and positions', async () => {
    const { panels } = JSON.parse(await read('docs/observability/dashboard.json')) as Dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  });
});
