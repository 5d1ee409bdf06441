import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '../web/connection.js';

export interface PollTarget {
  readonly url: string;
  readonly token: string;
  readonly paths: readonly string[];
  /** Send `If-None-Match`, so that the server answers 304. */
  readonly isConditional: boolean;
  /** Called for each 503. Without it, a refused read is an error like all others. */
  readonly onRefused?: () => void;
}

const openAll = (url: string, count: number): Promise<readonly Connection[]> =>
  Promise.all(Array.from({ length: count }, () => Connection.open(url)));

const REFUSED = 503;

/** Returns true if the read was answered, and false if it was refused. */
async function ask(connection: Connection, at: PollTarget, nth: number): Promise<boolean> {
  const path = at.paths[nth % at.paths.length] ?? '/';
  const conditional = at.isConditional && connection.etag !== '' ? { 'if-none-match': connection.etag } : {};
  const status = await connection.get(path, { authorization: `Bearer ${at.token}`, ...conditional });
  if (status === 200 || status === 304) return true;
  if (status !== REFUSED || at.onRefused === undefined) throw new Error(`${path} was answered ${String(status)}`);
  at.onRefused();
  return false;
}

export interface FlatOutResult {
  readonly answered: number;
  readonly perSecond: number;
}

/** Runs pollers that ask again as soon as they have an answer. */
export async function pollFlatOut(at: PollTarget, pollers: number, ms: number): Promise<FlatOutResult> {
  const connections = await openAll(at.url, pollers);
  const started = performance.now();
  let answered = 0;
  await Promise.all(
    connections.map(async (connection, nth) => {
      while (performance.now() - started < ms) {
        if (await ask(connection, at, nth)) answered += 1;
      }
    }),
  );
  const took = performance.now() - started;
  for (const connection of connections) connection.close();
  return { answered, perSecond: (answered / took) * 1_000 };
}

interface Pace {
  readonly everyMs: number;
  readonly ms: number;
}

/** Acts with a fixed interval, and spread starts. Returns the milliseconds of every act that resolves with true. */
export async function actAtInterval(
  acts: readonly (() => Promise<boolean>)[],
  { everyMs, ms }: Pace,
): Promise<readonly number[]> {
  const took: number[] = [];
  const end = performance.now() + ms;
  await Promise.all(
    acts.map(async (act, nth) => {
      await pause((everyMs * nth) / acts.length);
      for (let next = performance.now(); next < end; next = Math.max(next + everyMs, performance.now())) {
        await pause(Math.max(0, next - performance.now()));
        const startedAt = performance.now();
        if (await act()) took.push(performance.now() - startedAt);
      }
    }),
  );
  return took;
}

/** Runs pollers with a fixed interval and spread starts. Returns the milliseconds of every answer; refused reads have none. */
export async function pollAtInterval(at: PollTarget, pollers: number, pace: Pace): Promise<readonly number[]> {
  const connections = await openAll(at.url, pollers);
  const took = await actAtInterval(
    connections.map((connection, nth) => () => ask(connection, at, nth)),
    pace,
  );
  for (const connection of connections) connection.close();
  return took;
}
