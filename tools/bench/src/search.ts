import { figuresOf, ratioOf } from './measure/figures.js';
import { takeTurns, type Turn } from './measure/rounds.js';
import { quantile } from './measure/statistics.js';
import { benchOptions } from './options.js';
import type { Bench } from './run-bench.js';
import { bareStatement, openBarePool, pathOf, requireSameItems, searchBare } from './search/bare-search.js';
import { COPY, INDEXING, prepareCopies, readEntries } from './search/copy-entries.js';
import { fillIndex, listSearches, type BenchSearch } from './search/fill-index.js';
import { createIndex } from './search/index-writer.js';
import { StatusReads } from './speech/status-reads.js';
import { actAtInterval, pollAtInterval, type PollTarget } from './status-read/polling.js';
import { openInstallation, ownerOf } from './web/installation.js';

/** `items` are in the large index. `events` is the number of items that are indexed in a round. */
const DEFAULTS = { rounds: 5, items: 100_000, events: 2_000 };
const SMALL = 1_000;
const STATUS = 'read of a status';
const BARE = 'the ranked statement alone';
const PACE = { everyMs: 1_000, ms: 6_000 };
const PROCESSES = 'bench, two gateways, projector, nats-server, PostgreSQL';

const nameOf = (items: number): string => `search of ${items.toLocaleString('en-US')} items`;

/** Each reader has one search, and they start one after the other. */
const searchesOf = (at: PollTarget, searches: readonly BenchSearch[]): PollTarget => ({ ...at, paths: searches.map(pathOf) });

/** Measures searches in a large and in a small library, and how fast an index is written. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds, items, events } = benchOptions(args, DEFAULTS);
  const installation = await openInstallation(closing);
  const { token, databaseUrl } = installation;
  const gateway = await installation.gateway();
  const status: PollTarget = {
    url: gateway.url,
    token,
    paths: [`/api/v1/recordings/${await installation.register('Talk')}`],
    isConditional: false,
  };
  await StatusReads.of(status);
  const smallUrl = await installation.createDatabase();
  const smallGateway = await installation.gateway(smallUrl);
  say(`writing indexes of ${String(items)} and ${String(SMALL)} items`);
  for (const url of [databaseUrl, smallUrl]) await createIndex(url);
  await fillIndex(databaseUrl, installation.owner, items);
  await fillIndex(smallUrl, await ownerOf(smallGateway.url, token), SMALL);
  const searches = await listSearches(databaseUrl);
  const pool = openBarePool(databaseUrl);
  closing.add(() => pool.end());
  for (const search of searches) await requireSameItems(status, pool, installation.owner, search);

  const [large, small] = [nameOf(items), nameOf(SMALL)];
  const turnOf =
    (name: string, at: PollTarget): Turn =>
    async () => ({ [name]: quantile(await pollAtInterval(at, searches.length, PACE), 0.95) });
  const bare = searches.map((search) => {
    const statement = bareStatement(installation.owner, search);
    return async () => (await searchBare(pool, statement)).length > 0;
  });
  const turns: readonly Turn[] = [
    turnOf(STATUS, status),
    turnOf(large, searchesOf(status, searches)),
    async () => ({ [BARE]: quantile(await actAtInterval(bare, PACE), 0.95) }),
    turnOf(small, searchesOf({ ...status, url: smallGateway.url }, searches)),
  ];
  say('searching');
  const results = await takeTurns(turns, rounds);
  say(`indexing ${String(events)} items`);
  const entries = await readEntries(databaseUrl, events);
  const copies = await takeTurns(await prepareCopies(await installation.createDatabase(), entries, closing), rounds);
  const group = `${String(searches.length)} readers, each once a second`;
  return {
    settings: { rounds, items, events: entries.length, ...installation.facts, processes: PROCESSES },
    figures: [
      ...figuresOf(results, { group, unit: 'ms, p95 of a round', subject: large }),
      ...figuresOf(copies, { group: 'writing an index', unit: 'items/s', subject: INDEXING }),
    ],
    ratio: {
      bare: ratioOf(results, large, BARE),
      growth: ratioOf(results, large, small),
      copy: ratioOf(copies, INDEXING, COPY),
    },
  };
};
