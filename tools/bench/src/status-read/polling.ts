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

/** Runs pollers with a fixed interval and spread starts. Returns the milliseconds of every answer; refused reads have none. */
export async function pollAtInterval(
  at: PollTarget,
  pollers: number,
  options: { everyMs: number; ms: number },
): Promise<readonly number[]> {
  const connections = await openAll(at.url, pollers);
  const took: number[] = [];
  const end = performance.now() + options.ms;
  await Promise.all(
    connections.map(async (connection, nth) => {
      await pause((options.everyMs * nth) / pollers);
      while (performance.now() < end) {
        const startedAt = performance.now();
        if (await ask(connection, at, nth)) took.push(performance.now() - startedAt);
        await pause(Math.max(0, options.everyMs - (performance.now() - startedAt)));
      }
    }),
  );
  for (const connection of connections) connection.close();
  return took;
}
