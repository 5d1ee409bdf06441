import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { runCommand } from '../processes/run-command.js';
import { testProjectRoot } from '#testing/config.js';
import { debianTool } from '#testing/debian-tools.js';
import { withTool } from '#testing/with-tool.js';
import { tempDir, type TempDir } from '#testing/until.js';
import { compileProgram } from './testing/compile-program.js';
import { renderProgram, ofKind, parseManifests, workloads, type Manifest } from './testing/manifests.js';

interface ConfigMap extends Manifest {
  readonly data: Readonly<Record<string, string>>;
}

const root = testProjectRoot();
const tool = await debianTool('kustomize');
const APPS = ['gateway', 'ingest', 'processing', 'search', 'status-projector', 'upload'];

withTool('Kustomize', tool, () => {
  describe.each(['dev', 'cluster'])('k8s/overlays/%s with the tracing component', (overlay) => {
    let folder: TempDir;
    let all: readonly Manifest[];
    beforeAll(async () => {
      folder = await tempDir('tl-k8s-traces-');
      const of = (path: string): string => relative(folder.path, join(root, 'k8s', path));
      const kustomization = {
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        namespace: 'throughline',
        resources: [of(`overlays/${overlay}`)],
        components: [of('components/tracing')],
      };
      await writeFile(join(folder.path, 'kustomization.yaml'), JSON.stringify(kustomization));
      all = parseManifests(await runCommand(tool?.path ?? '', ['build', folder.path]));
    }, 60_000);
    afterAll(() => folder.remove());

    it('uses only kinds, fields and values of the Kubernetes API', () => {
      expect(compileProgram(root, renderProgram(all))).toEqual([]);
    }, 60_000);

    it('adds the collector to the settings of every service', () => {
      const maps = ofKind(all, 'ConfigMap') as unknown as readonly ConfigMap[];
      const [settings, ...others] = maps.filter(({ metadata }) => metadata.name.startsWith('service-settings'));
      expect(others).toEqual([]);
      expect(settings?.data).toMatchObject({
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel-collector.monitoring:4318',
        TL_NATS_URL: 'nats://nats:4222',
      });
      const services = workloads(all).filter(({ metadata }) => APPS.includes(metadata.name));
      expect(services.map(({ metadata }) => metadata.name).sort()).toEqual(APPS);
      for (const { spec } of services)
        expect(spec.template.spec.containers[0]?.envFrom).toContainEqual({ configMapRef: { name: settings?.metadata.name } });
    });

    it('lets every service reach the collector', () => {
      const policy = ofKind(all, 'NetworkPolicy').find(({ metadata }) => metadata.name === 'to-collector');
      expect(policy).toMatchObject({
        metadata: { namespace: 'throughline' },
        spec: {
          podSelector: { matchExpressions: [{ values: expect.arrayContaining(APPS) as unknown }] },
          egress: [{ ports: [{ port: 4318 }] }],
        },
      });
    });
  });
});
