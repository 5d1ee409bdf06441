import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../workspaces.mjs';
import { deployedNatsConfigsWith } from '../stack/dist/nats/deployed-config.js';
import { readSenders } from '../stack/dist/nats/nats-senders.js';

const USAGE = `usage: node tools/compose/nats-config.mjs [--senders FILE --to FOLDER]

  --senders FILE   the list of other systems that send events (docs/operating.md)
  --to FOLDER      where the configurations with their passwords are written, readable for you alone

Without options it writes the configurations of this repository, after a change of tools/stack/src/nats/nats-users.ts. Run
\`npm run build\` first.`;

const { values } = parseArgs({ options: { senders: { type: 'string' }, to: { type: 'string' } } });
// The files of the repository must never get a password.
if ((values.senders === undefined) !== (values.to === undefined)) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}
const folder = values.to ?? projectRoot;
try {
  for (const [file, text] of Object.entries(deployedNatsConfigsWith(await readSenders(values.senders)))) {
    const path = join(folder, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, values.to === undefined ? {} : { mode: 0o600 });
    process.stdout.write(`wrote ${path}\n`);
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
