import { commandByJob, runOneByOne, type CommandTarget } from './bulk/commands.js';
import { takeTurns, type Results, type Turn } from './measure/rounds.js';
import { table } from './measure/table.js';
import { benchOptions } from './options.js';
import type { Bench } from './run-bench.js';
import { StatusReads } from './speech/status-reads.js';
import { openInstallation, type Installation } from './web/installation.js';

/** `events` is the number of items of the job. */
const DEFAULTS = { rounds: 3, events: 10_000 };
const READ_ITEMS = 100;
const REGISTERED_AT_ONCE = 16;
const SINGLE = 'one by one, 16 in flight';
const JOB = 'bulk job';
const PREVIEW = 'preview of the job';
const BEFORE = 'before, nothing else';
const DURING = 'during the job';

async function registerAll(installation: Installation, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const batch = Array.from({ length: Math.min(REGISTERED_AT_ONCE, count - ids.length) }, (_, nth) =>
      installation.register(`Talk ${String(ids.length + nth)}`),
    );
    ids.push(...(await Promise.all(batch)));
  }
  return ids;
}

const pick = (results: Results, names: readonly string[]): Results =>
  new Map(names.map((name) => [name, results.get(name) ?? []] as const));

/** Measures a bulk job against the same commands one by one, and the reads of other people during it. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds, events } = benchOptions(args, DEFAULTS);
  const installation = await openInstallation(closing);
  const gateway = await installation.gateway();
  closing.add(() => gateway.stop());
  const { url } = gateway;
  const { token } = installation;
  const target: CommandTarget = { url, token, ids: await registerAll(installation, events) };
  const others = await registerAll(installation, READ_ITEMS);
  const paths = others.map((id) => `/api/v1/recordings/${id}`);
  const reads = await StatusReads.of({ url, token, paths, isConditional: false });
  const oneByOne: Turn = async () => {
    const perSecond = await runOneByOne(target);
    await commandByJob(target, 'cancel');
    return { [SINGLE]: perSecond };
  };
  const quiet: Turn = async () => ({ [BEFORE]: await reads.quiet() });
  const byJob: Turn = async () => {
    let p95 = Number.NaN;
    const { preview, execution } = await commandByJob(target, 'run', async (work) => {
      ({ p95 } = await reads.during(work));
    });
    await commandByJob(target, 'cancel');
    return { [JOB]: execution, [PREVIEW]: preview, [DURING]: p95 };
  };
  const results = await takeTurns([oneByOne, quiet, byJob], rounds);
  const title = `${String(events)} items`;
  const rates = pick(results, [SINGLE, JOB, PREVIEW]);
  say(table(rates, { title, unit: 'items/s', subject: JOB }));
  const latencies = pick(results, [BEFORE, DURING]);
  say(table(latencies, { title: 'reads of a status, 10 readers', unit: 'ms, p95 of a round', subject: DURING, decimals: true }));
};
