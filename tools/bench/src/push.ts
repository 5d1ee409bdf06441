import { setTimeout as idle } from 'node:timers/promises';
import { connect } from '@nats-io/transport-node';
import { newAssetId } from '@throughline/contracts';
import { figuresOf, percentilesOf, ratioOf } from './measure/figures.js';
import { takeTurns, type TurnResult, type Turn } from './measure/rounds.js';
import { quantile } from './measure/statistics.js';
import { benchOptions } from './options.js';
import { Listeners } from './push/listeners.js';
import { STREAMS_OF_A_PERSON, signIn } from './push/people.js';
import type { Bench } from './run-bench.js';
import { readResidentBytes, startBareServer } from './web/child.js';
import { openInstallation, type Installation } from './web/installation.js';

/** `events` is the number of concurrent streams. */
const DEFAULTS = { rounds: 5, events: 1_000 };
const EVENTS_OF_A_ROUND = 20;
/** Time for a server to finish the work that a new stream causes. */
const SETTLE_MS = 1_000;
/** V8 collects the garbage of a process that has nothing to do after 8 seconds, in several steps. */
const REST_MS = 20_000;
const WARM = 50;
const OURS = 'gateway';
const BARE = 'bare server of events';

interface RunningServer {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

interface StreamContestant {
  readonly name: string;
  readonly path: string;
  readonly headersOf: (nth: number) => Readonly<Record<string, string>>;
  start(): Promise<RunningServer>;
  /** Creates one event. Returns its mark, and a function that triggers it and resolves to its time. */
  readonly event: () => { readonly mark: string; readonly cause: () => Promise<number> };
}

/** Starts a new server for each round, so that no round affects the next one. */
const createTurn =
  (
    side: StreamContestant,
    streams: number,
    kinds: { readonly delays: Map<string, number[]>; readonly what: 'delay' | 'memory' },
  ): Turn =>
  async (): Promise<TurnResult> => {
    const server = await side.start();
    const [warm, listeners] = [new Listeners(), new Listeners()];
    const pause = (): Promise<void> => idle(kinds.what === 'memory' ? REST_MS : SETTLE_MS);
    try {
      const { path, headersOf } = side;
      await warm.open({ url: server.url, path, headersOf, count: WARM });
      await sendEvents(side, warm, 2);
      warm.close();
      await pause();
      const before = await readResidentBytes(server.pid);
      await listeners.open({ url: server.url, path, headersOf, count: streams });
      await sendEvents(side, listeners, 2);
      await pause();
      const bytes = ((await readResidentBytes(server.pid)) - before) / streams;
      if (kinds.what === 'memory') return { [side.name]: bytes / 1024 };
      const took = await sendEvents(side, listeners, EVENTS_OF_A_ROUND);
      kinds.delays.set(side.name, [...(kinds.delays.get(side.name) ?? []), ...took]);
      return { [side.name]: quantile(took, 0.99) };
    } finally {
      warm.close();
      listeners.close();
      await server.stop();
    }
  };

async function sendEvents(side: StreamContestant, listeners: Listeners, times: number): Promise<readonly number[]> {
  const took: number[] = [];
  for (let nth = 0; nth < times; nth += 1) {
    const { mark, cause } = side.event();
    took.push(...(await listeners.delaysOf(mark, cause)));
  }
  return took;
}

const now = (): number => performance.now();

type SignedInUsers = Awaited<ReturnType<typeof signIn>>;

function createGatewayContestant(installation: Installation, people: SignedInUsers): StreamContestant {
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

/**
 * Measures concurrent event streams: the delay of an event at each client, and the memory of each stream at rest, in half as many
 * rounds.
 */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds, events: streams } = benchOptions(args, DEFAULTS);
  const installation = await openInstallation(closing);
  const nc = await connect({ servers: installation.natsUrl });
  closing.add(() => nc.close());
  const first = await installation.gateway();
  const itemText = await fetchItemBody(installation, first.url);
  const people = await signIn(first.url, installation.token, Math.ceil(Math.max(streams, WARM) / STREAMS_OF_A_PERSON));
  await first.stop();
  const bare: StreamContestant = {
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
  const sides = [bare, createGatewayContestant(installation, people)];
  const delays = new Map<string, number[]>();
  say(`${String(streams)} streams: delays`);
  const delayTurns = sides.map((side) => createTurn(side, streams, { delays, what: 'delay' }));
  const delay = await takeTurns(delayTurns, rounds);
  say(`${String(streams)} streams: memory`);
  const memoryTurns = sides.map((side) => createTurn(side, streams, { delays: new Map(), what: 'memory' }));
  const memory = await takeTurns(memoryTurns, Math.ceil(rounds / 2));
  const group = 'event in the log → at every client';
  return {
    settings: {
      rounds,
      events: streams,
      people: people.length,
      itemBytes: itemText.length,
      ...installation.facts,
      processes: 'bench with all clients, gateway or bare server, projector, nats-server, PostgreSQL',
    },
    figures: [
      ...figuresOf(delay, { group, unit: 'ms, p99 of a round', subject: OURS }),
      ...[...delays].flatMap(([name, took]) => percentilesOf(took, { group: `${group}, all rounds`, name, unit: 'ms' })),
      ...figuresOf(memory, { group: 'memory', unit: 'KiB for each stream', subject: OURS }),
    ],
    ratio: { bare: ratioOf(delay, OURS, BARE), memory: ratioOf(memory, OURS, BARE) },
  };
};

/** Returns the body of an item as the API sends it, with `MARK` in place of its id. */
async function fetchItemBody(installation: Installation, url: string): Promise<string> {
  const { token } = installation;
  const id = await installation.register('A talk that everybody is told of');
  for (;;) {
    const answer = await fetch(`${url}/api/v1/recordings/${id}`, { headers: { authorization: `Bearer ${token}` } });
    if (answer.ok) return (await answer.text()).replace(id, 'MARK');
    await idle(20);
  }
}
