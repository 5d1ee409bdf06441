#!/usr/bin/env node
/**
 * Writes k8s/overlays/cluster/upload-lanes.yaml: each destination type has its own lane, and KEDA needs a trigger for each
 * lane. Needs only Node. With --check it writes nothing and exits with 1 if the file is out of date.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const ROOT = resolve(import.meta.dirname, '../..');
const COMMAND = 'node tools/k8s/upload-lanes.mjs';

const { values } = parseArgs({
  options: { check: { type: 'boolean', default: false }, root: { type: 'string', default: ROOT } },
});
const DESTINATIONS = join(values.root, 'apps/upload/src/destinations');
const MANIFEST = join(values.root, 'k8s/overlays/cluster/upload-lanes.yaml');

/**
 * Lists the lanes from the destination folders; a spec compares these with their registry. Simulated destinations run on one
 * machine only.
 */
async function lanes() {
  const entries = await readdir(DESTINATIONS, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return folders.filter((name) => name !== 'simulated').sort();
}

const trigger = (lane) => `- op: add
  path: /spec/triggers/-
  value:
    type: nats-jetstream
    metadata:
      natsServerMonitoringEndpoint: nats-servers.throughline.svc.cluster.local:8222
      account: $G
      stream: TL_WORK
      consumer: upload_${lane}
      lagThreshold: '4'
      activationLagThreshold: '0'
`;

const head = `# One trigger for each destination type, because each has its own lane. Written by \`${COMMAND}\`.
`;
const wanted = head + (await lanes()).map(trigger).join('');

if (!values.check) await writeFile(MANIFEST, wanted);
else if ((await readFile(MANIFEST, 'utf8').catch(() => '')) !== wanted) {
  process.stderr.write(`k8s/overlays/cluster/upload-lanes.yaml is not what the destinations need: write it by \`${COMMAND}\`\n`);
  process.exitCode = 1;
}
