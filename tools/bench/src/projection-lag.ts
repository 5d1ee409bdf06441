import { jetstreamManager } from '@nats-io/jetstream';
import { connect, headers, type MsgHdrs } from '@nats-io/transport-node';
import { STREAMS, newId } from '@throughline/contracts';
import { freshDatabase } from '@throughline/stack/testing';
import pg from 'pg';
import { ItemWriter, type WrittenItem } from './growth/item-writer.js';
import { figuresOf, ratioOf } from './measure/figures.js';
import { takeTurns, type Turn } from './measure/rounds.js';
import { quantile } from './measure/statistics.js';
import { benchOptions } from './options.js';
import { atRate } from './projection-lag/paced.js';
import { VisibleRows } from './projection-lag/visible-rows.js';
import type { Bench, BenchRun } from './run-bench.js';
import { BarePublisher } from './servers/bare-publisher.js';
import { startBareServer } from './web/child.js';
import { openInstallation, type Installation } from './web/installation.js';

/** `events` is the number of commits in a round. */
const DEFAULTS = { rounds: 5, events: 2_000 };
const PER_SECOND = 200;
/** Each item gets one commit in a second, so that no commit of an item waits for the one before it. */
const ITEMS = PER_SECOND;
const OURS = 'projector, from the confirmed append';
const BARE = 'bare publish, consume and transaction';
const BARE_CONFIRMED = 'the same from the confirmed publish';
const STREAM = 'BENCH_LAG';
const SUBJECT = 'bench.lag';

const p99 = (values: readonly number[]): number => quantile(values, 0.99);

async function openProduct({ store, databaseUrl }: Installation, { closing }: BenchRun, commits: number): Promise<Turn> {
  const rows = await VisibleRows.open(databaseUrl, 'projection.asset', closing);
  const writer = await ItemWriter.of(store, 'bench');
  const items: WrittenItem[] = [...(await writer.createMany(ITEMS, 2))];
  return async () => {
    const took = await atRate(commits, PER_SECOND, async (nth) => {
      const item = items[nth % ITEMS];
      if (item === undefined) throw new Error('Fewer items were written than wanted');
      const next = await writer.append(item);
      const confirmed = performance.now();
      items[nth % ITEMS] = next;
      return Math.max(0, (await rows.seen(next.assetId, next.position)) - confirmed);
    });
    return { [OURS]: p99(took) };
  };
}

async function openBare({ natsUrl, databaseUrl }: Installation, { closing }: BenchRun, commits: number): Promise<Turn> {
  const nc = await connect({ servers: natsUrl });
  closing.add(() => nc.close());
  const { streams } = await jetstreamManager(nc);
  const { state } = await streams.info(STREAMS.events);
  // The last commit of the items that were just written has the bytes that the product publishes in each round.
  const stored = await streams.getMessage(STREAMS.events, { seq: state.last_seq });
  if (stored === null) throw new Error('The log has no commit');
  await streams.add({ name: STREAM, subjects: [`${SUBJECT}.>`], storage: 'file' });
  const server = new URL(databaseUrl);
  server.pathname = '/postgres';
  const database = await freshDatabase({ url: server.href, stop: () => Promise.resolve() });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`create table bare_asset (asset_id uuid primary key, position bigint not null, state jsonb not null);
    create table bare_audit (position bigint primary key, asset_id uuid not null, body json not null);
    create index on bare_audit (asset_id, position)`);
  await client.end();
  const rows = await VisibleRows.open(database.url, 'bare_asset', closing);
  const consumer = await startBareServer('projection-lag/bare.main.js', {
    BENCH_NATS: natsUrl,
    BENCH_POSTGRES: database.url,
    BENCH_STREAM: STREAM,
  });
  closing.add(() => consumer.stop());
  const publisher = new BarePublisher(nc);
  return createBareTurn((subject, fields) => publisher.publish(subject, stored.data, fields), rows, commits);
}

type Publish = (subject: string, fields: MsgHdrs) => Promise<number>;

function createBareTurn(publish: Publish, rows: VisibleRows, commits: number): Turn {
  const items = Array.from({ length: ITEMS }, () => ({ assetId: newId(), last: 0 }));
  return async () => {
    const took = await atRate(commits, PER_SECOND, async (nth) => {
      const item = items[nth % ITEMS];
      if (item === undefined) throw new Error('Fewer items exist than wanted');
      const fields = headers();
      fields.set('Nats-Msg-Id', newId());
      fields.set('Nats-Expected-Last-Subject-Sequence', String(item.last));
      const sent = performance.now();
      item.last = await publish(`${SUBJECT}.${item.assetId}`, fields);
      const confirmed = performance.now();
      const seen = await rows.seen(item.assetId, String(item.last));
      return { whole: seen - sent, rest: Math.max(0, seen - confirmed) };
    });
    return { [BARE]: p99(took.map(({ whole }) => whole)), [BARE_CONFIRMED]: p99(took.map(({ rest }) => rest)) };
  };
}

/** Measures how soon the row of a commit is visible, under a steady load. */
export const run: Bench = async (bench) => {
  const { rounds, events } = benchOptions(bench.args, DEFAULTS);
  const installation = await openInstallation(bench.closing);
  const turns = [await openProduct(installation, bench, events), await openBare(installation, bench, events)];
  bench.say(`${String(PER_SECOND)} commits in a second`);
  const results = await takeTurns(turns, rounds);
  const group = `${String(PER_SECOND)} commits/s until the row is visible`;
  return {
    settings: {
      rounds,
      events,
      ...installation.facts,
      processes: 'bench, projector, bare consumer, nats-server, PostgreSQL',
    },
    figures: figuresOf(results, { group, unit: 'ms, p99 of a round', subject: OURS }),
    ratio: { bareRoundTrip: ratioOf(results, OURS, BARE) },
  };
};
