import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testProjectRoot } from '../testing/config.js';
import { debianTool } from '../testing/debian-tools.js';
import { withTool } from '../testing/with-tool.js';
import { promtoolVerdict } from '../testing/prometheus.js';
import { tempDir } from '../testing/until.js';

const root = testProjectRoot();
const folder = join(root, 'docs/observability');
const promtool = await debianTool('promtool');

const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');
const NAME = /\bthroughline_[a-z0-9_]+\b/g;
const namesIn = (text: string): ReadonlySet<string> => new Set(text.match(NAME));

const PRODUCT = /^\w+\/[^/]+\/src\/.+\.ts$/;
const BESIDE = /\.spec\.ts$|\/testing\//;

/** The metrics that the services make: a name in their code is a metric. */
async function made(): Promise<ReadonlySet<string>> {
  const listed = await Promise.all(
    ['apps', 'libs'].map(async (top) => (await readdir(join(root, top), { recursive: true })).map((path) => `${top}/${path}`)),
  );
  const product = listed.flat().filter((path) => PRODUCT.test(path) && !BESIDE.test(path));
  const texts = await Promise.all(product.map(read));
  return new Set(texts.flatMap((text) => [...namesIn(text)]));
}

/** Histograms are asked for by their parts. */
const withoutPart = (name: string): string => name.replace(/_(bucket|sum|count)$/, '');

interface Dashboard {
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly gridPos: { readonly x: number; readonly w: number };
    readonly targets?: readonly { readonly expr: string }[];
  }[];
}
const dashboard = async (): Promise<Dashboard> => JSON.parse(await read('docs/observability/dashboard.json')) as Dashboard;

describe('what the documentation gives to whoever watches an installation', () => {
  it('names every metric that there is, and none that there is not', async () => {
    const names = await made();
    const page = /## Metrics\n(.*?)\n## /s.exec(await read('docs/observability.md'))?.[1] ?? '';
    expect([...namesIn(page)].map(withoutPart).sort()).toEqual(expect.arrayContaining([...names].sort()));
    for (const file of ['docs/observability.md', 'docs/observability/alerts.yaml', 'docs/observability/dashboard.json'])
      for (const name of namesIn(await read(file)))
        expect([file, names.has(withoutPart(name)) ? 'known' : name]).toEqual([file, 'known']);
  });

  it('draws panels with names and places of their own', async () => {
    const { panels } = await dashboard();
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  });

  withTool('promtool', promtool, () => {
    it('has alerts that Prometheus takes, and that ring when they should and not otherwise', async () => {
      expect(await promtoolVerdict(promtool?.path ?? '', ['check', 'rules', join(folder, 'alerts.yaml')])).toBe('');
      expect(await promtoolVerdict(promtool?.path ?? '', ['test', 'rules', join(folder, 'alerts.test.yaml')])).toBe('');
      expect(await promtoolVerdict(promtool?.path ?? '', ['check', 'config', join(folder, 'prometheus.yml')])).toBe('');
    });

    it('asks in its panels what Prometheus understands', async () => {
      const { panels } = await dashboard();
      const asked = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '5m')));
      expect(asked.length).toBeGreaterThan(20);
      const rules = asked.map((expr, index) => ({ record: `panel:${String(index)}`, expr }));
      const temp = await tempDir('tl-dashboard-');
      const file = join(temp.path, 'panels.yaml');
      // JSON is YAML.
      await writeFile(file, JSON.stringify({ groups: [{ name: 'panels', rules }] }));
      expect(await promtoolVerdict(promtool?.path ?? '', ['check', 'rules', file])).toBe('');
      await temp.remove();
    });
  });
});
