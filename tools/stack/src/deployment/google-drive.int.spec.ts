import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { runCommand } from '../processes/run-command.js';
import { testProjectRoot } from '#testing/config.js';
import { debianTool } from '#testing/debian-tools.js';
import { withTool } from '#testing/with-tool.js';
import { tempDir } from '#testing/until.js';
import { ofKind, parseManifests } from './testing/manifests.js';

const root = testProjectRoot();
const tool = await debianTool('kustomize');

withTool('Kustomize', tool, () => {
  it.each(['dev', 'cluster'])(
    'k8s/overlays/%s lets the gateway reach Google only with the google-drive component',
    async (overlay) => {
      const folder = await tempDir('tl-k8s-google-');
      const policiesWith = async (components: readonly string[]): Promise<readonly unknown[]> => {
        const of = (path: string): string => relative(folder.path, join(root, 'k8s', path));
        const kustomization = {
          apiVersion: 'kustomize.config.k8s.io/v1beta1',
          kind: 'Kustomization',
          namespace: 'throughline',
          resources: [of(`overlays/${overlay}`)],
          components: components.map(of),
        };
        await writeFile(join(folder.path, 'kustomization.yaml'), JSON.stringify(kustomization));
        const all = parseManifests(await runCommand(tool?.path ?? '', ['build', folder.path]));
        return ofKind(all, 'NetworkPolicy').filter(({ metadata }) => metadata.name === 'gateway-to-google');
      };
      expect(await policiesWith([])).toEqual([]);
      expect(await policiesWith(['components/google-drive'])).toMatchObject([
        {
          metadata: { namespace: 'throughline' },
          spec: {
            podSelector: { matchLabels: { 'app.kubernetes.io/name': 'gateway' } },
            policyTypes: ['Egress'],
            egress: [{ ports: [{ port: 443 }] }],
          },
        },
      ]);
      await folder.remove();
    },
    60_000,
  );
});
