import { join } from 'node:path';
import { ScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject';
import { LANES, STREAMS } from '@throughline/contracts';
import { buildLaneDurable, buildTimersDurable } from '@throughline/messaging';
import { NATS_USERS } from '../nats/nats-users.js';
import { runCommand } from '../processes/run-command.js';
import { testProjectRoot } from '#testing/config.js';
import { createKubernetesSecrets } from '#testing/deployed-nats.js';
import { debianTool } from '#testing/debian-tools.js';
import { withTool } from '#testing/with-tool.js';
import { tempDir, type TempDir } from '#testing/until.js';
import { compileProgram } from './testing/compile-program.js';
import {
  renderProgram,
  names,
  ofKind,
  parseManifests,
  workloads,
  type Container,
  type Manifest,
  type Volume,
  type Workload,
} from './testing/manifests.js';
import { parseMebibytes, computeRequiredMebibytes, WITH_TOOLS } from './testing/required-memory.js';
import { findUnknownSettings, listUploadLanes } from './testing/settings.js';

const root = testProjectRoot();
const tool = await debianTool('kustomize');
const APPS = ['gateway', 'ingest', 'processing', 'search', 'status-projector', 'upload'];

const build = async (overlay: string): Promise<readonly Manifest[]> =>
  parseManifests(await runCommand(tool?.path ?? '', ['build', join(root, 'k8s/overlays', overlay)]));

withTool('Kustomize', tool, () => {
  describe.each(['dev', 'cluster'])('k8s/overlays/%s, as built by Kustomize', (overlay) => {
    let all: readonly Manifest[];
    let folder: TempDir;
    let secrets: Awaited<ReturnType<typeof createKubernetesSecrets>>;
    beforeAll(async () => {
      folder = await tempDir('tl-k8s-');
      [all, secrets] = await Promise.all([build(overlay), createKubernetesSecrets(join(folder.path, 'secrets'))]);
    }, 60_000);
    afterAll(() => folder.remove());

    const pods = (): readonly Workload[] => workloads(all);
    const ours = (): readonly Workload[] => pods().filter((one) => [...APPS, 'setup', 'rebuild'].includes(one.metadata.name));

    it('uses only kinds, fields and values of the Kubernetes API', () => {
      expect(compileProgram(root, renderProgram(all))).toEqual([]);
      for (const scaled of ofKind(all, 'ScaledObject')) {
        const model = new ScaledObject(scaled as unknown as ConstructorParameters<typeof ScaledObject>[0]);
        expect(() => {
          model.validate();
        }).not.toThrow();
      }
    }, 60_000);

    it('is checked with types that detect a misspelt field', () => {
      const text = JSON.stringify(ofKind(all, 'Deployment')).replace('readinessProbe', 'readynessProbe');
      expect(compileProgram(root, renderProgram(JSON.parse(text) as Manifest[])).join()).toContain('readynessProbe');
    }, 60_000);

    it('uses one namespace, which refuses pods with more rights', () => {
      const [namespace] = ofKind(all, 'Namespace');
      expect(namespace?.metadata.labels?.['pod-security.kubernetes.io/enforce']).toBe('restricted');
      const elsewhere = all.filter(
        ({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== namespace?.metadata.name,
      );
      expect(names(elsewhere)).toEqual([]);
    });

    it('has a pod for every service, with the restrictions that the namespace requires', () => {
      expect(names(ofKind(all, 'Deployment')).sort()).toEqual(APPS);
      for (const { metadata, spec } of pods()) {
        const pod = spec.template.spec;
        expect({ pod: metadata.name, ...pod.securityContext }).toMatchObject({
          runAsNonRoot: true,
          seccompProfile: { type: 'RuntimeDefault' },
        });
        expect(pod.automountServiceAccountToken).toBe(false);
        expect(pod.hostNetwork ?? pod.hostPID ?? false).toBe(false);
        for (const { securityContext } of pod.containers)
          expect(securityContext).toMatchObject({
            readOnlyRootFilesystem: true,
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
          });
      }
    });

    it('has probes and resource limits for every long-running container', () => {
      for (const { kind, metadata, spec } of pods())
        for (const one of spec.template.spec.containers) {
          const probes = [one.startupProbe, one.livenessProbe, one.readinessProbe].filter((probe) => probe !== undefined);
          expect({ pod: metadata.name, probes: probes.length }).toEqual({ pod: metadata.name, probes: kind === 'Job' ? 0 : 3 });
          for (const amount of ['cpu', 'memory']) {
            expect(one.resources?.requests?.[amount]).toMatch(/^\d+(m|Mi|Gi)?$/);
            expect(one.resources?.limits?.[amount]).toMatch(/^\d+(m|Mi|Gi)?$/);
          }
          expect(one.image).toMatch(/:[^:]*\d+\.\d+/);
        }
    });

    it('gives each service enough memory for its concurrent steps', () => {
      for (const { metadata, spec } of ours().filter(({ metadata: { name } }) => WITH_TOOLS.includes(name))) {
        const [one] = spec.template.spec.containers;
        const needed = computeRequiredMebibytes(
          metadata.name,
          Object.fromEntries((one?.env ?? []).map(({ name, value }) => [name, value])),
        );
        expect(needed).toBeGreaterThan(0);
        expect(parseMebibytes(one?.resources?.limits?.['memory'])).toBeGreaterThanOrEqual(needed ?? NaN);
      }
    });

    it('selects its own pods and gives each a service account without rights', () => {
      for (const { metadata, spec } of pods()) {
        expect(spec.template.metadata.labels).toMatchObject({
          'app.kubernetes.io/name': metadata.name,
          ...spec.selector?.matchLabels,
        });
        expect(spec.template.spec.serviceAccountName).toBe(metadata.name);
      }
      expect(names(ofKind(all, 'ServiceAccount')).sort()).toEqual(names(pods()).sort());
      expect(ofKind(all, 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding')).toEqual([]);
      const labels = new Set(pods().map(({ spec }) => spec.template.metadata.labels['app.kubernetes.io/name']));
      for (const { spec } of ofKind(all, 'Service') as unknown as readonly { spec: { selector: Record<string, string> } }[])
        expect(labels).toContain(spec.selector['app.kubernetes.io/name']);
    });

    it('mounts only existing configuration and claims, and uses every volume', () => {
      const configs = names(ofKind(all, 'ConfigMap'));
      const claims = names(ofKind(all, 'PersistentVolumeClaim'));
      for (const { spec } of pods()) {
        const { volumes = [], containers } = spec.template.spec;
        const own = (spec.volumeClaimTemplates ?? []).map(({ metadata }) => metadata.name);
        const mounted = containers.flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name));
        expect([...volumes.map(({ name }) => name), ...own].sort()).toEqual([...new Set(mounted)].sort());
        const asked = [...volumes, ...containers.flatMap(({ envFrom = [] }) => envFrom)];
        expect(configs).toEqual(expect.arrayContaining(asked.flatMap((one) => configOf(one) ?? [])));
        expect(claims).toEqual(
          expect.arrayContaining(volumes.flatMap((volume) => volume.persistentVolumeClaim?.claimName ?? [])),
        );
      }
    });

    it('lets one job write the speech model without secrets, and the workers read it', () => {
      const mounts = pods().flatMap(({ metadata, spec }) =>
        spec.template.spec.containers.flatMap(({ volumeMounts = [] }) =>
          volumeMounts
            .filter(({ name }) => name === 'models')
            .map(({ mountPath, readOnly = false }) => [metadata.name, mountPath, readOnly]),
        ),
      );
      expect(mounts.sort()).toEqual([
        ['models', '/data/models', false],
        ['processing', '/data/models', true],
      ]);
      const job = pods().find(({ metadata }) => metadata.name === 'models');
      expect(job?.spec.template.spec.volumes).toHaveLength(1);
    });

    it('gives each pod its own secret, with the keys that tools/compose/secrets.mjs creates', () => {
      for (const { metadata, spec } of pods().filter(({ metadata: { name } }) => name !== 'models')) {
        const { volumes = [], containers } = spec.template.spec;
        expect(volumes.flatMap(({ secret }) => secret?.secretName ?? [])).toEqual([metadata.name]);
        const files = containers.flatMap(({ env = [] }) => env.filter(({ name }) => name.endsWith('_FILE')));
        const asked = files.map(({ value }) => value?.replace('/run/secrets/throughline/', ''));
        const made = Object.keys(secrets[metadata.name] ?? {});
        expect({ pod: metadata.name, made: made.sort() }).toEqual({
          pod: metadata.name,
          made: metadata.name === 'nats' ? ['nats-passwords.conf', 'nats-routes.conf'] : asked.sort(),
        });
      }
    });

    it('has only settings that the programs read, and no secrets among them', async () => {
      for (const { metadata, spec } of ours()) {
        const [one] = spec.template.spec.containers;
        const given = (one?.env ?? []).map(({ name }) => name);
        expect(await findUnknownSettings(root, one?.args?.[0] ?? '', given)).toEqual([]);
        // The scrape token and the secret of the provider's client come from optional secrets.
        const shown = given.filter((name) => /PASSWORD|KEY|TOKEN|SECRET|POSTGRES_URL/.test(name) && !name.endsWith('_FILE'));
        expect(shown).toEqual(metadata.name === 'gateway' ? ['TL_OIDC_CLIENT_SECRET', 'TL_METRICS_TOKEN'] : []);
      }
    });

    it('gives the owner of the tables only to jobs, and rebuilds only by command', () => {
      const holders = Object.entries(secrets).filter(([, keys]) => JSON.stringify(keys).includes('tl_projection_owner'));
      expect(holders.map(([name]) => name).sort()).toEqual(['rebuild', 'setup']);
      expect(
        ofKind(all, 'CronJob').map(({ metadata, spec }) => [metadata.name, (spec as { suspend?: boolean }).suspend]),
      ).toEqual([['rebuild', true]]);
    });

    it('gives every service its own NATS user', () => {
      for (const { metadata, spec } of ours().filter(({ kind }) => kind === 'Deployment')) {
        const user = spec.template.spec.containers[0]?.env?.find(({ name }) => name === 'TL_NATS_USER')?.value;
        expect(user).toBe(metadata.name === 'status-projector' ? 'projector' : metadata.name);
        expect(NATS_USERS).toContain(user);
      }
    });

    it('denies all traffic except for what each pod needs', () => {
      const policies = ofKind(all, 'NetworkPolicy') as unknown as readonly Policy[];
      const deny = policies.find(({ metadata }) => metadata.name === 'default-deny');
      expect(deny?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
      const outward = (pod: string): number[] =>
        policies
          .filter(({ spec }) => selects(spec.podSelector, pod))
          .flatMap(({ spec }) => (spec.egress ?? []).flatMap(({ ports = [] }) => ports.map(({ port }) => port)));
      for (const { metadata } of ours()) expect(outward(metadata.name)).toEqual(expect.arrayContaining([53, 4222]));
      for (const pod of ['gateway', 'status-projector', 'setup', 'rebuild']) expect(outward(pod)).toContain(5432);
      for (const pod of ['ingest', 'processing', 'upload']) expect(outward(pod)).not.toContain(5432);
      expect(outward('models').sort((one, other) => one - other)).toEqual([53, 53, 80, 443]);
      // It sends webhooks, and connects accounts.
      expect(outward('gateway')).toEqual(expect.arrayContaining([80, 443]));
      for (const pod of ['status-projector', 'setup', 'rebuild', 'nats', 'postgres']) expect(outward(pod)).not.toContain(443);
    });

    it('lets the gateway ask NATS if its disk is full, and every service that uses NATS connect', () => {
      const gateway = ours().find(({ metadata }) => metadata.name === 'gateway');
      const url = gateway?.spec.template.spec.containers[0]?.env?.find(({ name }) => name === 'TL_NATS_MONITOR_URL')?.value;
      expect(url).toBe('http://nats-servers:8222');
      const policies = ofKind(all, 'NetworkPolicy') as unknown as readonly Policy[];
      const rules = policies.find(({ metadata }) => metadata.name === 'nats')?.spec.ingress ?? [];
      const mayReach = (pod: string, at: number): boolean =>
        rules.some(
          ({ from = [], ports = [] }) =>
            ports.some(({ port }) => port === at) && from.some(({ podSelector }) => podSelector && selects(podSelector, pod)),
        );
      const egress = policies.filter(({ spec }) => spec.egress?.some(({ ports }) => ports?.some(({ port }) => port === 8222)));
      expect(egress.map(({ spec }) => selects(spec.podSelector, 'gateway'))).toContain(true);
      expect([mayReach('gateway', 8222), mayReach('ingest', 8222)]).toEqual([true, false]);
      for (const { metadata } of ours()) expect([metadata.name, mayReach(metadata.name, 4222)]).toEqual([metadata.name, true]);
    });

    it('lets Prometheus find and reach the metrics of every service', () => {
      const policies = ofKind(all, 'NetworkPolicy') as unknown as readonly Policy[];
      const apps = ours().filter(({ metadata }) => APPS.includes(metadata.name));
      expect(apps).toHaveLength(APPS.length);
      for (const { metadata, spec } of apps) {
        expect(spec.template.metadata.annotations).toMatchObject({
          'prometheus.io/scrape': 'true',
          'prometheus.io/port': '8080',
          'prometheus.io/path': '/metrics',
        });
        const inward = policies
          .filter((policy) => selects(policy.spec.podSelector, metadata.name))
          .flatMap((policy) => (policy.spec.ingress ?? []).flatMap(({ ports = [] }) => ports.map(({ port }) => port)));
        expect([metadata.name, inward]).toEqual([metadata.name, [8080]]);
      }
    });

    it('keeps all but one pod of each service while nodes are drained', () => {
      const budgets = ofKind(all, 'PodDisruptionBudget') as unknown as readonly { spec: { maxUnavailable: number } }[];
      expect(names(ofKind(all, 'PodDisruptionBudget')).sort()).toEqual([...APPS, 'nats'].sort());
      for (const { spec } of budgets) expect(spec.maxUnavailable).toBe(1);
    });
  });

  const configOf = (one: Volume | NonNullable<Container['envFrom']>[number]): string | undefined =>
    'configMapRef' in one ? one.configMapRef.name : 'configMap' in one ? one.configMap.name : undefined;

  interface Selector {
    readonly matchLabels?: Readonly<Record<string, string>>;
    readonly matchExpressions?: readonly { readonly values: readonly string[] }[];
  }

  interface Policy {
    readonly metadata: { readonly name: string };
    readonly spec: {
      readonly podSelector: Selector;
      readonly egress?: readonly { readonly ports?: readonly { readonly port: number }[] }[];
      readonly ingress?: readonly {
        readonly from?: readonly { readonly podSelector?: Selector }[];
        readonly ports?: readonly { readonly port: number }[];
      }[];
    };
  }

  const selects = ({ matchLabels, matchExpressions }: Selector, pod: string): boolean =>
    (matchLabels === undefined || matchLabels['app.kubernetes.io/name'] === pod) &&
    (matchExpressions ?? []).every(({ values }) => values.includes(pod));

  describe('k8s/overlays/cluster', () => {
    let all: readonly Manifest[];
    beforeAll(async () => {
      all = await build('cluster');
    }, 60_000);
    const manifestNamed = (kind: string, name: string): Manifest | undefined =>
      ofKind(all, kind).find(({ metadata }) => metadata.name === name);

    it('keeps three copies of every stream on three servers that never share a node', () => {
      const nats = manifestNamed('StatefulSet', 'nats') as Workload | undefined;
      expect(nats?.spec.replicas).toBe(3);
      expect(JSON.stringify(nats?.spec.template.spec)).toContain('requiredDuringSchedulingIgnoredDuringExecution');
      const setup = manifestNamed('Job', 'setup') as Workload | undefined;
      expect(setup?.spec.template.spec.containers[0]?.env).toContainEqual({ name: 'TL_NATS_REPLICAS', value: '3' });
    });

    it('scales each worker by its dispatcher, its lanes and its timers', async () => {
      const lanes: Readonly<Record<string, readonly string[]>> = {
        ...LANES,
        upload: (await listUploadLanes(root)).filter((lane) => lane !== 'simulated'),
      };
      const scaled = ofKind(all, 'ScaledObject') as unknown as readonly ScaledManifest[];
      expect(scaled.map(({ metadata }) => metadata.name).sort()).toEqual(Object.keys(lanes).sort());
      for (const { metadata, spec } of scaled) {
        const service = metadata.name;
        expect(spec.scaleTargetRef.name).toBe(service);
        expect(spec.triggers.map((trigger) => `${trigger.metadata.stream}/${trigger.metadata.consumer}`).sort()).toEqual(
          [
            ...(lanes[service] ?? []).map((lane) => `${STREAMS.work}/${buildLaneDurable(service, lane)}`),
            `${STREAMS.events}/dispatch_${service}`,
            `${STREAMS.timers}/${buildTimersDurable(service)}`,
          ].sort(),
        );
      }
      // KEDA and a fixed replica count would overwrite each other.
      const fixed = (ofKind(all, 'Deployment') as readonly Workload[]).filter(({ spec }) => spec.replicas !== undefined);
      expect(names(fixed)).toEqual(['status-projector']);
    });

    it('contains no database', () => {
      expect(names(ofKind(all, 'StatefulSet'))).toEqual(['nats']);
    });
  });

  interface ScaledManifest {
    readonly metadata: { readonly name: string };
    readonly spec: {
      readonly scaleTargetRef: { readonly name: string };
      readonly triggers: readonly { readonly metadata: { readonly stream: string; readonly consumer: string } }[];
    };
  }
});
