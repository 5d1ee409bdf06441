import { codeOf, kindOf } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import { badServers, hangingServers, type BadServer, type RunningBadServer, type Seen } from './bad-server.js';

/** What a failure means for the work. */
export interface Verdict {
  readonly kind: string;
  readonly code: string | undefined;
}

/** By what is seen of the server; `otherwise` for the rest. */
export type Verdicts = Readonly<Partial<Record<Seen, Verdict>>> & { readonly otherwise: Verdict };

export interface OutgoingCalls {
  /** One call to a server there. Rejects as the adapter does for its callers. */
  call(origin: string, signal?: AbortSignal): Promise<unknown>;
  close(): Promise<void> | void;
}

export interface OutgoingContract {
  /** With so much patience for a connection, and for a silence, in milliseconds. */
  readonly open: (patienceMs: number) => OutgoingCalls | Promise<OutgoingCalls>;
  readonly verdicts: Verdicts;
  /** Milliseconds. */
  readonly patienceMs?: number;
  /** What may go on for as long as something comes: whoever has asked looks at the clock. */
  readonly takesDrops?: 'bodies' | 'all';
  /** Where an answer's wish to wait is not handed on by this adapter. */
  readonly handsOnNoWaits?: boolean;
  /** Answers are not read to their end, so what is wrong with that end is not seen. */
  readonly reads?: 'heads';
  /** Speaks no TLS with addresses of its own choice. */
  readonly lacks?: readonly 'TLS'[];
}

/** Far longer than anything here may take: who has not settled by then hangs. */
const HANGS_MS = 30_000;
const TEST_MS = HANGS_MS + 15_000;
const PATIENCE_MS = 1_000;
/** For servers that answer: on a busy machine that takes as long as it takes. */
const ANSWER_MS = 20_000;
const KEEPS_WAITING: readonly Seen[] = ['silence', 'drops', 'no handshake'];
/** More than anybody waits here: what ends before was ended by the abort. */
const ENDLESS_MS = 600_000;

const HANGS = Symbol('it hangs');

/** What it rejects with; `HANGS` where it does not settle. */
async function ending(call: Promise<unknown>): Promise<unknown> {
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

const waitIn = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'retryAfterMs' in error ? error.retryAfterMs : undefined;

function expectWait(error: unknown, wait: readonly [number, number] | null): void {
  const told = waitIn(error);
  if (wait === null) expect(told).toBeUndefined();
  else {
    expect(told).toBeGreaterThanOrEqual(wait[0]);
    expect(told).toBeLessThanOrEqual(wait[1]);
  }
}

/** What everything that reaches out of the product keeps to, whoever answers. */
export function badServersContract(name: string, contract: OutgoingContract): void {
  const { verdicts, lacks = [], reads, takesDrops, patienceMs = PATIENCE_MS } = contract;
  const suits = ({ what }: { readonly what: string }): boolean =>
    !(lacks.includes('TLS') && what.includes('TLS')) && !(reads === 'heads' && /body|chunk|announced/.test(what));

  const mayGoOn = ({ seen, what }: BadServer): boolean =>
    seen === 'drops' && (takesDrops === 'all' || (takesDrops === 'bodies' && what.includes('body')));
  const withCalls = async (
    { start }: BadServer,
    patience: number,
    task: (calls: OutgoingCalls, server: RunningBadServer) => Promise<void>,
  ): Promise<void> => {
    const server = await start();
    const calls = await contract.open(patience);
    try {
      await task(calls, server);
    } finally {
      await calls.close();
      await server.close();
    }
  };

  // At the same time: most of it is waiting.
  describe(`${name}, before bad servers`, () => {
    const judged = badServers.filter((one) => suits(one) && !mayGoOn(one));
    it.concurrent.each(judged)(
      'comes to a verdict where one $what',
      async (bad) => {
        await withCalls(bad, KEEPS_WAITING.includes(bad.seen) ? patienceMs : ANSWER_MS, async (calls, { origin }) => {
          const error = await ending(calls.call(origin));
          expect(error).not.toBe(HANGS);
          expect({ kind: kindOf(error), code: codeOf(error) }).toEqual(verdicts[bad.seen] ?? verdicts.otherwise);
          if (bad.wait !== undefined && contract.handsOnNoWaits !== true) expectWait(error, bad.wait);
        });
      },
      TEST_MS,
    );

    it.concurrent.each(hangingServers.filter(suits))(
      'ends at once when it is told to where one $what, and leaves no connection',
      async (bad) => {
        await withCalls(bad, ENDLESS_MS, async (calls, server) => {
          const stop = new AbortController();
          const call = ending(calls.call(server.origin, stop.signal));
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

/** Adapters throw the reason itself, or an error of their own that holds it. */
const isEndedBy = (signal: AbortSignal, error: unknown): boolean =>
  error === signal.reason || (error instanceof Error && (error.cause === signal.reason || error.name === 'AbortError'));
