import { pause } from '@throughline/contracts';

export interface BrokerWatchOptions {
  readonly problem: () => Promise<string | undefined>;
  readonly freeBytes: () => Promise<number>;
  readonly restart: () => Promise<void>;
  readonly say: (message: string) => void;
  readonly signal: AbortSignal;
  readonly everyMs?: number;
}

const EVERY_MS = 5_000;
/** Bytes. A segment of the database's log, so that the restarted server does not fill the disk at once. */
const ENOUGH = 16 * 1024 * 1024;

/**
 * Restarts NATS after a full disk. Newer servers refuse every write to a stream after one of its writes has failed, until they
 * are started again, however much space is free (ADR-0105).
 */
export async function watchBroker(options: BrokerWatchOptions): Promise<void> {
  let before: Look = {};
  while (!options.signal.aborted) {
    before = await look(options, before);
    await pause(options.everyMs ?? EVERY_MS, options.signal);
  }
}

interface Look {
  readonly found?: string;
  readonly complaint?: string;
}

/** Restarts only after two looks in a row: a single bad answer may pass. */
async function look({ problem, freeBytes, restart, say }: BrokerWatchOptions, before: Look): Promise<Look> {
  const found = await problem();
  if (found === undefined) return {};
  const isFull = (await freeBytes().catch(() => ENOUGH)) < ENOUGH;
  if (!isFull && before.found === undefined) return { found };
  const complaint = isFull
    ? 'the disk is full, and NATS stores no messages: free some space, and everything continues by itself'
    : `NATS stores no messages (${found}): restarting it`;
  if (complaint !== before.complaint) say(complaint);
  if (!isFull) await restart();
  return { found, complaint };
}
