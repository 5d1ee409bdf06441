import { figuresOf } from './measure/figures.js';
import { takeTurns, type Turn } from './measure/rounds.js';
import { quantile } from './measure/statistics.js';
import { benchOptions } from './options.js';
import { pollAtInterval, type PollTarget } from './status-read/polling.js';
import type { Bench } from './run-bench.js';
import { fillIndex, listSearches } from './search/fill-index.js';
import { StatusReads } from './speech/status-reads.js';
import { openInstallation } from './web/installation.js';

/** `events` is the number of items in the index. */
const DEFAULTS = { rounds: 5, events: 100_000 };
const STATUS = 'read of a status';
const SEARCH = 'search';
const PACE = { everyMs: 1_000, ms: 6_000 };

/** Measures searches in a large library against reads of one status. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds, events } = benchOptions(args, DEFAULTS);
  const installation = await openInstallation(closing);
  const gateway = await installation.gateway();
  closing.add(() => gateway.stop());
  const { url } = gateway;
  const { token, env } = installation;
  const database = env['TL_POSTGRES_URL'] ?? '';
  const paths = [`/api/v1/recordings/${await installation.register('Talk')}`];
  const status: PollTarget = { url, token, paths, isConditional: false };
  await StatusReads.of(status);
  say(`writing an index of ${String(events)} items`);
  await fillIndex(database, events);
  const searches = await listSearches(database);
  const found: PollTarget = { ...status, paths: searches.map((q) => `/api/v1/search?${new URLSearchParams({ q }).toString()}`) };
  const turnOf =
    (name: string, at: PollTarget): Turn =>
    // Each reader has one search, and they start one after the other.
    async () => ({ [name]: quantile(await pollAtInterval(at, searches.length, PACE), 0.95) });
  say('searching');
  const results = await takeTurns([turnOf(STATUS, status), turnOf(SEARCH, found)], rounds);
  const group = `${String(searches.length)} readers, each once a second`;
  return { settings: { rounds, events }, figures: figuresOf(results, { group, unit: 'ms, p95 of a round', subject: SEARCH }) };
};
