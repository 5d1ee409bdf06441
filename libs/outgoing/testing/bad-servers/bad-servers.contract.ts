import { codeOf, kindOf } from '@throughline/contracts';
import { testDepth, type TestDepth } from '@throughline/contracts/testing';
import { until } from '@throughline/stack/testing';
import { badServers, hangingServers, type BadServer, type RunningBadServer, type ObservedFailure } from './bad-server.js';

export interface Verdict {
  readonly kind: string;
  readonly code: string | undefined;
}

/** The verdict for each observed failure; `otherwise` for the rest. */
export type Verdicts = Readonly<Partial<Record<ObservedFailure, Verdict>>> & { readonly otherwise: Verdict };

export interface OutgoingAdapter {
  /** Rejects as the adapter does for its callers. */
  call(origin: string, signal?: AbortSignal): Promise<unknown>;
  close(): Promise<void> | void;
}

export interface OutgoingContract {
  /** Opens the adapter with this timeout for connecting and for silence, in milliseconds. */
  readonly open: (timeoutMs: number) => OutgoingAdapter | Promise<OutgoingAdapter>;
  readonly verdicts: Verdicts;
  /** Milliseconds. */
  readonly timeoutMs?: number;
  /** The answers that may go on while data arrives, because the adapter's caller has a deadline of its own. */
  readonly takesDrops?: 'bodies' | 'all';
  /** Set if this adapter does not return the server's wait. */
  readonly handsOnNoWaits?: boolean;
  /** Set if the adapter does not read bodies, so it cannot notice their defects. */
  readonly reads?: 'heads';
  /** Set if the adapter cannot speak TLS with any address. */
  readonly lacks?: readonly 'TLS'[];
  /** The depth of the set of servers: by default one of each kind in `npm test`, and all at full depth. */
  readonly depth?: TestDepth;
}

/** Far longer than any call may take: a call that has not settled by then hangs. */
const HANGS_MS = 150_000;
const TEST_MS = HANGS_MS + 15_000;
const TIMEOUT_MS = 1_000;
/** For servers that answer, which may take long on a busy machine. */
const ANSWER_MS = 120_000;
const KEEPS_WAITING: readonly ObservedFailure[] = ['silence', 'drops', 'no handshake'];
/** Longer than any test: a call that ends before was ended by the abort. */
const ENDLESS_MS = 600_000;

const HANGS = Symbol('it hangs');

/** Returns the rejection of the call; `HANGS` if it does not settle. */
async function settleCall(call: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const hanging = new Promise((resolve) => {
    timer = setTimeout(resolve, HANGS_MS, HANGS);
  });
  const ended = call.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );
  return Promise.race([ended, hanging]).finally(() => {
    clearTimeout(timer);
  });
}

const readWait = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'retryAfterMs' in error ? error.retryAfterMs : undefined;

function expectWait(error: unknown, wait: readonly [number, number] | null): void {
  const delayMs = readWait(error);
  if (wait === null) expect(delayMs).toBeUndefined();
  else {
    expect(delayMs).toBeGreaterThanOrEqual(wait[0]);
    expect(delayMs).toBeLessThanOrEqual(wait[1]);
  }
}

const isOfBody = ({ what }: BadServer): boolean => /body|chunk|announced/.test(what);

export function badServersContract(name: string, contract: OutgoingContract): void {
  const { verdicts, lacks = [], reads, takesDrops, timeoutMs = TIMEOUT_MS, depth = testDepth } = contract;
  const suits = (bad: BadServer): boolean =>
    !(lacks.includes('TLS') && bad.what.includes('TLS')) && !(reads === 'heads' && isOfBody(bad));

  const mayGoOn = ({ seen, what }: BadServer): boolean =>
    seen === 'drops' && (takesDrops === 'all' || (takesDrops === 'bodies' && what.includes('body')));
  const withCalls = async (
    { start }: BadServer,
    idleMs: number,
    task: (calls: OutgoingAdapter, server: RunningBadServer) => Promise<void>,
  ): Promise<void> => {
    const server = await start();
    const calls = await contract.open(idleMs);
    try {
      await task(calls, server);
    } finally {
      await calls.close();
      await server.close();
    }
  };

  // Tests run concurrently: most of their time is waiting.
  describe(`${name}, with bad servers`, () => {
    const judged = badServers.filter((one) => suits(one) && !mayGoOn(one));
    it.concurrent.each(
      depth.oneOfEach(judged, (one) => `${one.seen} ${String(isOfBody(one))} ${String(Array.isArray(one.wait))}`),
    )(
      'reaches a verdict when a server $what',
      async (bad) => {
        await withCalls(bad, KEEPS_WAITING.includes(bad.seen) ? timeoutMs : ANSWER_MS, async (calls, { origin }) => {
          const error = await settleCall(calls.call(origin));
          expect(error).not.toBe(HANGS);
          expect({ kind: kindOf(error), code: codeOf(error) }).toEqual(verdicts[bad.seen] ?? verdicts.otherwise);
          if (bad.wait !== undefined && contract.handsOnNoWaits !== true) expectWait(error, bad.wait);
        });
      },
      TEST_MS,
    );

    it.concurrent.each(depth.oneOfEach(hangingServers.filter(suits), ({ seen }) => seen))(
      'ends at once when aborted while a server $what, and leaves no connection',
      async (bad) => {
        await withCalls(bad, ENDLESS_MS, async (calls, server) => {
          const stop = new AbortController();
          const call = settleCall(calls.call(server.origin, stop.signal));
          await until(() => server.made() > 0, { what: 'a connection' });
          stop.abort(new Error('told to stop'));
          const error = await call;
          expect(error).not.toBe(HANGS);
          expect(isEndedBy(stop.signal, error)).toBe(true);
          await until(() => server.open() === 0, { what: 'the end of its connections' });
          expect(server.open()).toBe(0);
        });
      },
      TEST_MS,
    );
  });
}

/** Adapters throw the reason itself, or their own error with the reason as its cause. */
const isEndedBy = (signal: AbortSignal, error: unknown): boolean =>
  error === signal.reason || (error instanceof Error && (error.cause === signal.reason || error.name === 'AbortError'));
