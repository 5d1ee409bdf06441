#!/usr/bin/env node
/**
 * Writes k8s/overlays/cluster/worker-scaling.yaml: KEDA needs a trigger for each lane of each worker. The lanes are those of
 * `LANES` and of the destinations. A spec compares streams and consumers with those of the services.
 *
 *   node tools/k8s/worker-scaling.mjs              after a change of the lanes; the file is committed
 *   node tools/k8s/worker-scaling.mjs --check      fails if it is stale, as the lint does
 *   … --built                                      compiles nothing before
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../workspaces.mjs';

const FILE = 'k8s/overlays/cluster/worker-scaling.yaml';
const COMMAND = 'node tools/k8s/worker-scaling.mjs';

/** Pods at most. */
const MAX_REPLICAS = { ingest: 8, processing: 20, upload: 8 };
/** Attempts in a lane for each pod, if not four. Heavy work gets more pods, and work that yields to other lanes gets none. */
const LAGS = { intake: 8, media: 2, speech: 1, ocr: 1, preview: 1000, conversion: 1000 };
const lagOf = (lane) => LAGS[lane] ?? 4;

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    built: { type: 'boolean', default: false },
    root: { type: 'string', default: projectRoot },
  },
});

/** A spec compares the folders with their registry. Simulated destinations run on one machine only. */
async function listUploadLanes() {
  const entries = await readdir(join(values.root, 'apps/upload/src/destinations'), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return folders.filter((name) => name !== 'simulated').sort();
}

const renderTrigger = ({ stream, consumer, lag }) => `    - type: nats-jetstream
      metadata:
        natsServerMonitoringEndpoint: nats-servers.throughline.svc.cluster.local:8222
        account: $G
        stream: ${stream}
        consumer: ${consumer}
        lagThreshold: '${lag}'
        activationLagThreshold: '0'
`;

function renderWorker(service, lanes) {
  const triggers = [
    ...lanes.map((lane) => ({ stream: 'TL_WORK', consumer: `${service}_${lane}`, lag: lagOf(lane) })),
    { stream: 'TL_EVENTS', consumer: `dispatch_${service}`, lag: 1000 },
    { stream: 'TL_TIMERS', consumer: `${service}_timers`, lag: 1000 },
  ];
  return `---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: ${service} }
spec:
  scaleTargetRef: { name: ${service} }
  minReplicaCount: 1
  maxReplicaCount: ${MAX_REPLICAS[service]}
  pollingInterval: 15
  cooldownPeriod: 300
  advanced:
    horizontalPodAutoscalerConfig:
      # A stopping pod hands its work back, which costs more than ten idle minutes.
      behavior: { scaleDown: { stabilizationWindowSeconds: 600, policies: [{ type: Pods, value: 1, periodSeconds: 120 }] } }
  triggers:
${triggers.map(renderTrigger).join('')}`;
}

const HEAD = `# Written by \`${COMMAND}\`.
# Workers scale with the pending and in-flight messages of their lanes. Messages that wait for their dispatcher, and timers, count too:
# the dispatcher fills the lanes, so without it a service would stay at zero pods. For this reason minReplicaCount: 0 is safe.
# A lane that no service serves must not be listed: KEDA would count the whole stream as pending.
`;

if (!values.built) {
  const { build } = await import('../build.mjs');
  const { failures } = await build(projectRoot, { bundles: 'libraries' });
  if (failures.length > 0) throw new Error(`The lanes cannot be read:\n${failures.join('\n')}`);
}
const { LANES } = await import('../../libs/contracts/dist/steps/lanes.js');
const lanes = { ...LANES, upload: await listUploadLanes() };
const wanted =
  HEAD +
  Object.keys(lanes)
    .map((service) => renderWorker(service, lanes[service]))
    .join('');

if (!values.check) await writeFile(join(values.root, FILE), wanted);
else if ((await readFile(join(values.root, FILE), 'utf8').catch(() => '')) !== wanted) {
  process.stderr.write(`${FILE} lists other lanes than the workers have. Run \`${COMMAND}\` and commit its change.\n`);
  process.exitCode = 1;
}
