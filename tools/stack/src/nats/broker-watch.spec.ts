import { watchBroker } from './broker-watch.js';

const MEBIBYTE = 1024 * 1024;
const REFUSES = "JetStream stream 'A' write error: no space left on device";

interface Look {
  readonly problem?: string;
  readonly free: number;
}

/** Runs the watch for these looks. Returns its restarts, each with the number of its look, and its words. */
async function watch(looks: readonly Look[]): Promise<{ restarts: number[]; words: string[] }> {
  const stopping = new AbortController();
  const restarts: number[] = [];
  const words: string[] = [];
  let at = -1;
  await watchBroker({
    problem: () => {
      at += 1;
      if (at === looks.length - 1) stopping.abort();
      return Promise.resolve(looks[at]?.problem);
    },
    freeBytes: () => Promise.resolve(looks[at]?.free ?? 0),
    restart: () => Promise.resolve(void restarts.push(at)),
    say: (line) => words.push(line),
    signal: stopping.signal,
    everyMs: 0,
  });
  return { restarts, words };
}

describe('the watch over NATS', () => {
  it('restarts a server that refuses writes once space is free, and says so', async () => {
    const full = { problem: REFUSES, free: 0 };
    const { restarts, words } = await watch([{ free: 0 }, full, full, { problem: REFUSES, free: 400 * MEBIBYTE }, { free: 0 }]);
    expect(restarts).toEqual([3]);
    expect(words).toEqual([
      'the disk is full, and NATS stores no messages: free some space, and everything continues by itself',
      `NATS stores no messages (${REFUSES}): restarting it`,
    ]);
  });

  it('restarts again if the first restart did not help', async () => {
    const refusing = { problem: REFUSES, free: 400 * MEBIBYTE };
    expect((await watch([refusing, refusing, refusing])).restarts).toEqual([1, 2]);
  });

  it('does not restart a server after a single bad answer', async () => {
    expect(await watch([{ problem: REFUSES, free: 400 * MEBIBYTE }, { free: 400 * MEBIBYTE }])).toEqual({
      restarts: [],
      words: [],
    });
  });

  it('leaves a healthy server alone, even on a full disk', async () => {
    expect(await watch([{ free: 0 }, { free: 400 * MEBIBYTE }])).toEqual({ restarts: [], words: [] });
  });
});
