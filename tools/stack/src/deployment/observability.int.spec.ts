import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testProjectRoot } from '#testing/config.js';
import { debianTool } from '#testing/debian-tools.js';
import { withTool } from '#testing/with-tool.js';
import { runPromtool } from '#testing/prometheus.js';
import { tempDir } from '#testing/until.js';

const folder = join(testProjectRoot(), 'docs/observability');
const promtool = await debianTool('promtool');

interface Dashboard {
  readonly panels: readonly { readonly targets?: readonly { readonly expr: string }[] }[];
}

describe('the files for Prometheus', () => {
  withTool('promtool', promtool, () => {
    it('have alerts that Prometheus accepts and that fire only when they should', async () => {
      expect(await runPromtool(promtool?.path ?? '', ['check', 'rules', join(folder, 'alerts.yaml')])).toBe('');
      expect(await runPromtool(promtool?.path ?? '', ['test', 'rules', join(folder, 'alerts.test.yaml')])).toBe('');
      expect(await runPromtool(promtool?.path ?? '', ['check', 'config', join(folder, 'prometheus.yml')])).toBe('');
    });

    it('have panels with valid Prometheus queries', async () => {
      const { panels } = JSON.parse(await readFile(join(folder, 'dashboard.json'), 'utf8')) as Dashboard;
      const asked = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '5m')));
      expect(asked.length).toBeGreaterThan(20);
      const rules = asked.map((expr, index) => ({ record: `panel:${String(index)}`, expr }));
      const temp = await tempDir('tl-dashboard-');
      const file = join(temp.path, 'panels.yaml');
      // JSON is valid YAML.
      await writeFile(file, JSON.stringify({ groups: [{ name: 'panels', rules }] }));
      expect(await runPromtool(promtool?.path ?? '', ['check', 'rules', file])).toBe('');
      await temp.remove();
    });
  });
});
