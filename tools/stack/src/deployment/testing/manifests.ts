import { parseAllDocuments } from 'yaml';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>> };
  readonly [field: string]: unknown;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly envFrom?: readonly { readonly configMapRef?: { readonly name: string } }[];
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string>>;
    readonly limits?: Readonly<Record<string, string>>;
  };
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  readonly startupProbe?: object;
  readonly livenessProbe?: object;
  readonly readinessProbe?: object;
}

export interface Volume {
  readonly name: string;
  readonly secret?: { readonly secretName: string };
  readonly configMap?: { readonly name: string };
  readonly persistentVolumeClaim?: { readonly claimName: string };
}

export interface PodSpec {
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly containers: readonly Container[];
  readonly volumes?: readonly Volume[];
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
}

export interface Workload extends Manifest {
  readonly spec: {
    readonly replicas?: number;
    readonly selector?: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly template: {
      readonly metadata: {
        readonly labels: Readonly<Record<string, string>>;
        readonly annotations?: Readonly<Record<string, string>>;
      };
      readonly spec: PodSpec;
    };
    readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
  };
}

interface CronJob extends Manifest {
  readonly spec: { readonly jobTemplate: { readonly spec: Workload['spec'] } };
}

export function parseManifests(yaml: string): readonly Manifest[] {
  return parseAllDocuments(yaml).map((document) => {
    const [problem] = document.errors;
    if (problem) throw problem;
    return document.toJS() as Manifest;
  });
}

export const ofKind = (manifests: readonly Manifest[], ...kinds: readonly string[]): readonly Manifest[] =>
  manifests.filter(({ kind }) => kinds.includes(kind));

/** A CronJob is returned as the Job that it creates. */
export const workloads = (manifests: readonly Manifest[]): readonly Workload[] => [
  ...(ofKind(manifests, 'Deployment', 'StatefulSet', 'Job') as readonly Workload[]),
  ...(ofKind(manifests, 'CronJob') as readonly CronJob[]).map(({ spec, ...rest }) => ({
    ...rest,
    kind: 'Job',
    spec: spec.jobTemplate.spec,
  })),
];

export const names = (manifests: readonly Manifest[]): string[] => manifests.map(({ metadata }) => metadata.name);

const TYPES: Readonly<Record<string, string>> = {
  'v1 Namespace': "import('kubernetes-types/core/v1').Namespace",
  'v1 ServiceAccount': "import('kubernetes-types/core/v1').ServiceAccount",
  'v1 Service': "import('kubernetes-types/core/v1').Service",
  'v1 ConfigMap': "import('kubernetes-types/core/v1').ConfigMap",
  'v1 Secret': "import('kubernetes-types/core/v1').Secret",
  'v1 PersistentVolumeClaim': "import('kubernetes-types/core/v1').PersistentVolumeClaim",
  'apps/v1 Deployment': "import('kubernetes-types/apps/v1').Deployment",
  'apps/v1 StatefulSet': "import('kubernetes-types/apps/v1').StatefulSet",
  'batch/v1 Job': "import('kubernetes-types/batch/v1').Job",
  'batch/v1 CronJob': "import('kubernetes-types/batch/v1').CronJob",
  'policy/v1 PodDisruptionBudget': "import('kubernetes-types/policy/v1').PodDisruptionBudget",
  'networking.k8s.io/v1 NetworkPolicy': "import('kubernetes-types/networking/v1').NetworkPolicy",
  'autoscaling/v2 HorizontalPodAutoscaler': "import('kubernetes-types/autoscaling/v2').HorizontalPodAutoscaler",
  'keda.sh/v1alpha1 ScaledObject': "import('@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject').IScaledObject",
};

/**
 * Writes the manifests as literals of a TypeScript program. The types of the Kubernetes API refuse unknown fields at any depth;
 * its JSON schemas allow them, and its server drops them silently.
 */
export function renderProgram(manifests: readonly Manifest[]): string {
  return manifests
    .map((manifest, index) => {
      const type = TYPES[`${manifest.apiVersion} ${manifest.kind}`];
      if (type === undefined) throw new Error(`no type is known for ${manifest.apiVersion} ${manifest.kind}`);
      return `export const manifest${String(index)}: ${type} = ${JSON.stringify(manifest, undefined, 1)};\n`;
    })
    .join('\n');
}
