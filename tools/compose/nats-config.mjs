import { writeFile } from 'node:fs/promises';
import { projectRoot } from '../workspaces.mjs';
import { deployedNatsConfigs } from '../stack/dist/nats/deployed-config.js';

// Run after a change of tools/stack/src/nats/nats-users.ts: `npm run build`, then this script.
for (const [file, text] of Object.entries(deployedNatsConfigs)) {
  await writeFile(new URL(file, `file://${projectRoot}/`), text);
  process.stdout.write(`wrote ${file}\n`);
}
