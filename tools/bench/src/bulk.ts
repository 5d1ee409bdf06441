import { sendInBulk, previewByFilter, runOneByOne, type CommandTarget } from './bulk/commands.js';
import { figuresOf } from './measure/figures.js';
import { pickResults, takeTurns, type Turn } from './measure/rounds.js';
import { benchOptions } from './options.js';
import type { Bench } from './run-bench.js';
import { StatusReads } from './speech/status-reads.js';
import { openInstallation, type Installation } from './web/installation.js';

/** `events` is the number of items of the bulk command. */
const DEFAULTS = { rounds: 3, events: 10_000 };
const READ_ITEMS = 100;
const REGISTERED_AT_ONCE = 16;
const SINGLE = 'one by one, 16 in flight';
const BULK = 'bulk command';
const PREVIEW = 'preview of the bulk command';
const BY_IDS = 'preview by ids';
const BY_FILTER = 'preview by a filter';
const TITLES = 'Talk';
const BEFORE = 'before, nothing else';
const DURING = 'during the bulk command';

async function registerAll(installation: Installation, count: number, title: string): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const batch = Array.from({ length: Math.min(REGISTERED_AT_ONCE, count - ids.length) }, (_, nth) =>
      installation.register(`${title} ${String(ids.length + nth)}`),
    );
    ids.push(...(await Promise.all(batch)));
  }
  return ids;
}

/** Measures a bulk command against the same commands one by one, and the reads of other people during it. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds, events } = benchOptions(args, DEFAULTS);
  const installation = await openInstallation(closing);
  const gateway = await installation.gateway();
  closing.add(() => gateway.stop());
  await installation.search();
  const { url } = gateway;
  const { token } = installation;
  say(`registering ${String(events)} items`);
  const target: CommandTarget = { url, token, ids: await registerAll(installation, events, TITLES) };
  const others = await registerAll(installation, READ_ITEMS, 'Read');
  const paths = others.map((id) => `/api/v1/recordings/${id}`);
  const reads = await StatusReads.of({ url, token, paths, isConditional: false });
  const oneByOne: Turn = async () => {
    const perSecond = await runOneByOne(target);
    await sendInBulk(target, 'cancel');
    return { [SINGLE]: perSecond };
  };
  const quiet: Turn = async () => ({ [BEFORE]: await reads.quiet() });
  const inBulk: Turn = async () => {
    let p95 = Number.NaN;
    const { preview, execution } = await sendInBulk(target, 'run', async (work) => {
      ({ p95 } = await reads.during(work));
    });
    await sendInBulk(target, 'cancel');
    return { [BULK]: execution, [PREVIEW]: preview, [BY_IDS]: events / preview, [DURING]: p95 };
  };
  const byFilter: Turn = async () => ({ [BY_FILTER]: await previewByFilter(target, TITLES) });
  say('running them one by one and in bulk');
  const results = await takeTurns([oneByOne, quiet, inBulk, byFilter], rounds);
  const rates = pickResults(results, [SINGLE, BULK, PREVIEW]);
  const times = pickResults(results, [BY_IDS, BY_FILTER]);
  const latencies = pickResults(results, [BEFORE, DURING]);
  return {
    settings: { rounds, events },
    figures: [
      ...figuresOf(rates, { group: 'items changed or previewed', unit: 'items/s', subject: BULK }),
      ...figuresOf(times, { group: 'time until each item has a verdict', unit: 's', subject: BY_FILTER }),
      ...figuresOf(latencies, { group: 'reads of a status, 10 readers', unit: 'ms, p95 of a round', subject: DURING }),
    ],
  };
};
