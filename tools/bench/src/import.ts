import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, headers } from '@nats-io/transport-node';
import { newId } from '@throughline/contracts';
import { tempDir } from '@throughline/stack/testing';
import { environment, projectRoot } from './config.js';
import { createItems, type BenchItem } from './import/histories.js';
import { perSecond } from './measure/elapsed.js';
import { figuresOf, ratioOf } from './measure/figures.js';
import { takeTurns, type Turn } from './measure/rounds.js';
import { benchOptions } from './options.js';
import type { Bench } from './run-bench.js';
import { BarePublisher } from './servers/bare-publisher.js';
import { atRest } from './web/at-rest.js';
import { openInstallation } from './web/installation.js';

const DEFAULTS = { rounds: 5, events: 10_000 };
/** The gateway imports this many items at once. */
const LANES = 16;
const IMPORT = 'tl import';
const BARE = 'bare publisher';
const SUBJECT = 'bench.import';

interface Target {
  readonly url: string;
  readonly token: string;
  readonly folder: string;
}

/** Runs `tl import` as a process, with the file on the disk. Resolves when it has ended. */
async function importFile({ url, token, folder }: Target, items: readonly BenchItem[]): Promise<void> {
  const file = join(folder, `${newId()}.ndjson`);
  await writeFile(file, items.flatMap(({ lines }) => lines.map((line) => `${line}\n`)).join(''));
  const tl = spawn(process.execPath, [join(projectRoot, 'tools/tl/bin/tl.mjs'), 'import', file], {
    env: { ...environment, TL_URL: url, TL_TOKEN: token },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(tl, 'close')) as [number | null];
  if (code !== 0) throw new Error(`tl import ended with ${String(code)}`);
}

/** Publishes the commits with the product's headers: those of an item one after the other, several items at once. */
async function publishBare(publisher: BarePublisher, items: readonly BenchItem[]): Promise<void> {
  const queue = items.values();
  const lane = async (): Promise<void> => {
    for (const { id, commits } of queue) {
      let last = 0;
      for (const bytes of commits) {
        const fields = headers();
        fields.set('Nats-Msg-Id', newId());
        fields.set('Nats-Expected-Last-Subject-Sequence', String(last));
        last = await publisher.publish(`${SUBJECT}.${id}`, bytes, fields);
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Measures an import from the file to the log: the command, the gateway, sealing, and the projector and the search beside them. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds, events: wanted } = benchOptions(args, DEFAULTS);
  const installation = await openInstallation(closing);
  const gateway = await installation.gateway();
  closing.add(() => gateway.stop());
  await installation.search();
  const folder = await tempDir('tl-bench-import-');
  closing.add(() => folder.remove());
  const nc = await connect({ servers: installation.natsUrl });
  closing.add(() => nc.close());
  await (await jetstreamManager(nc)).streams.add({ name: 'BENCH_IMPORT', subjects: [`${SUBJECT}.>`], storage: 'file' });
  const publisher = new BarePublisher(nc);
  const target = { url: gateway.url, token: installation.token, folder: folder.path };

  const byImport: Turn = async () => {
    const { items, events } = createItems(wanted);
    await atRest(target);
    return { [IMPORT]: await perSecond(events, () => importFile(target, items)) };
  };
  const bare: Turn = async () => {
    const { items, events } = createItems(wanted);
    await atRest(target);
    return { [BARE]: await perSecond(events, () => publishBare(publisher, items)) };
  };
  say(`importing and publishing ${String(wanted)} events`);
  const results = await takeTurns([byImport, bare], rounds);
  const { events, items } = createItems(wanted);
  return {
    settings: {
      rounds,
      events,
      items: items.length,
      inFlight: LANES,
      natsServer: nc.info?.version ?? 'unknown',
      syncInterval: 'always',
    },
    figures: figuresOf(results, { group: 'from the file to the log', unit: 'events/s', subject: IMPORT }),
    ratio: { barePublisher: ratioOf(results, IMPORT, BARE) },
  };
};
