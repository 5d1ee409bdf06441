import { setTimeout as idle } from 'node:timers/promises';
import { connect } from '@nats-io/transport-node';
import { newAssetId } from '@throughline/contracts';
import { takeTurns, type Measured, type Turn } from './measure/rounds.js';
import { quantile } from './measure/statistics.js';
import { table } from './measure/table.js';
import { benchOptions } from './options.js';
import { Listeners } from './push/listeners.js';
import { STREAMS_OF_A_PERSON, signIn } from './push/people.js';
import type { Bench } from './run-bench.js';
import { residentBytes, startBareServer } from './web/child.js';
import { openInstallation, type Installation } from './web/installation.js';

/** `--events`: streams that are held at the same time. */
const DEFAULTS = { rounds: 3, events: 1_000 };
const EVENTS_OF_A_ROUND = 20;
/** What a server does once a stream has begun has its time. */
const SETTLE_MS = 1_000;
const WARM = 50;
const OURS = 'gateway';
const BARE = 'bare server of events';

interface Served {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

interface Side {
  readonly name: string;
  readonly path: string;
  readonly headersOf: (nth: number) => Readonly<Record<string, string>>;
  start(): Promise<Served>;
  /** Makes one event, and gives what stands in it and when it had happened. */
  readonly event: () => { readonly mark: string; readonly cause: () => Promise<number> };
}

/** A server that has just started, its streams, and some events: nothing of a round is left to the next. */
const turnOf =
  (side: Side, streams: number, kinds: { readonly delays: Map<string, number[]>; readonly what: 'delay' | 'memory' }): Turn =>
  async (): Promise<Measured> => {
    const server = await side.start();
    const [warm, listeners] = [new Listeners(), new Listeners()];
    try {
      const { path, headersOf } = side;
      await warm.open({ url: server.url, path, headersOf, count: WARM });
      await tell(side, warm, 2);
      warm.close();
      await idle(SETTLE_MS);
      const before = await residentBytes(server.pid);
      await listeners.open({ url: server.url, path, headersOf, count: streams });
      await tell(side, listeners, 2);
      await idle(SETTLE_MS);
      const bytes = ((await residentBytes(server.pid)) - before) / streams;
      if (kinds.what === 'memory') return { [side.name]: bytes / 1024 };
      const took = await tell(side, listeners, EVENTS_OF_A_ROUND);
      kinds.delays.set(side.name, [...(kinds.delays.get(side.name) ?? []), ...took]);
      return { [side.name]: quantile(took, 0.99) };
    } finally {
      warm.close();
      listeners.close();
      await server.stop();
    }
  };

async function tell(side: Side, listeners: Listeners, times: number): Promise<readonly number[]> {
  const took: number[] = [];
  for (let nth = 0; nth < times; nth += 1) {
    const { mark, cause } = side.event();
    took.push(...(await listeners.delaysOf(mark, cause)));
  }
  return took;
}

const now = (): number => performance.now();

type People = Awaited<ReturnType<typeof signIn>>;

function ours(installation: Installation, people: People): Side {
  let count = 0;
  return {
    name: OURS,
    path: '/api/v1/me/stream',
    headersOf: (nth) => people[Math.floor(nth / STREAMS_OF_A_PERSON)] ?? {},
    start: async () => {
      const gateway = await installation.gateway();
      return { url: gateway.url, pid: gateway.pid, stop: () => gateway.stop() };
    },
    event: () => {
      const mark = `Event number ${String((count += 1))} of ${newAssetId()}`;
      return {
        mark,
        cause: async () => {
          await installation.register(mark);
          return now();
        },
      };
    },
  };
}

/** How many streams are held, how soon each of them is told, and what each of them costs. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds, events: streams } = benchOptions(args, DEFAULTS);
  const installation = await openInstallation(closing);
  const nc = await connect({ servers: installation.natsUrl });
  closing.add(() => nc.close());
  const first = await installation.gateway();
  const itemText = await lastItem(installation, first.url);
  const people = await signIn(first.url, installation.token, Math.ceil(Math.max(streams, WARM) / STREAMS_OF_A_PERSON));
  await first.stop();
  const bare: Side = {
    name: BARE,
    path: '/',
    headersOf: () => ({}),
    start: () => startBareServer('push/bare.main.js', { BENCH_NATS: installation.natsUrl }),
    event: () => {
      const mark = newAssetId();
      const cause = async (): Promise<number> => {
        const from = now();
        nc.publish('bench.push', `event: change\ndata: ${itemText.replace('MARK', mark)}\nid: ${mark}\n\n`);
        await nc.flush();
        return from;
      };
      return { mark, cause };
    },
  };
  const sides = [bare, ours(installation, people)];
  const delays = new Map<string, number[]>();
  const title = `${String(streams)} streams of a library, ${String(people.length)} people, an item of ${String(itemText.length)} bytes`;
  const delay = sides.map((side) => turnOf(side, streams, { delays, what: 'delay' }));
  say(
    table(await takeTurns(delay, rounds), {
      title: `${title}: event in the log → at every client`,
      unit: 'ms, p99 of a round',
      subject: OURS,
      decimals: true,
    }),
  );
  for (const [name, took] of delays)
    say(
      `  all rounds: ${name} p50 ${quantile(took, 0.5).toFixed(1)}, p99 ${quantile(took, 0.99).toFixed(1)} ms (n=${String(took.length)})`,
    );
  const memory = sides.map((side) => turnOf(side, streams, { delays: new Map(), what: 'memory' }));
  say(
    table(await takeTurns(memory, rounds), {
      title: `${title}: memory`,
      unit: 'KiB for each stream',
      subject: OURS,
      decimals: true,
    }),
  );
};

/** An item as it is told, with a place for what tells one event from another. */
async function lastItem(installation: Installation, url: string): Promise<string> {
  const { token } = installation;
  const id = await installation.register('A talk that everybody is told of');
  for (;;) {
    const answer = await fetch(`${url}/api/v1/recordings/${id}`, { headers: { authorization: `Bearer ${token}` } });
    if (answer.ok) return (await answer.text()).replace(id, 'MARK');
    await idle(20);
  }
}
