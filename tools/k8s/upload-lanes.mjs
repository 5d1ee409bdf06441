#!/usr/bin/env node
/**
 * Writes k8s/overlays/cluster/upload-lanes.yaml: KEDA can look at no lane that it is not told of, and each type of destination has one of its
 * own. Needs nothing but Node. With --check nothing is written, and it ends with 1 where the file is not what it would be.
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

/** A spec holds the folders of destinations against their registry. Simulated ones are for one machine. */
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

const head = `# One trigger for each type of destination, as each has a lane of its own. Written by \`${COMMAND}\`.
`;
const wanted = head + (await lanes()).map(trigger).join('');

if (!values.check) await writeFile(MANIFEST, wanted);
else if ((await readFile(MANIFEST, 'utf8').catch(() => '')) !== wanted) {
  process.stderr.write(`k8s/overlays/cluster/upload-lanes.yaml is not what the destinations need: write it by \`${COMMAND}\`\n`);
  process.exitCode = 1;
}
