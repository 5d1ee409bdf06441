import { getEventListeners } from 'node:events';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { IncomingBytes } from './incoming.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const CHUNKS = 40;
const CHUNK_BYTES = 1_000;

async function readAll(incoming: IncomingBytes): Promise<number> {
  let size = 0;
  while (await incoming.hasMore()) for await (const part of incoming.take(3 * CHUNK_BYTES)) size += part.length;
  return size;
}

describe('the bytes of an upload', () => {
  it('are freed while the request goes on', async () => {
    const sent: WeakRef<Buffer>[] = [];
    const alive: number[] = [];
    async function* body(): AsyncGenerator<Buffer> {
      for (let at = 0; at < CHUNKS; at += 1) {
        const chunk = Buffer.alloc(CHUNK_BYTES, at);
        sent.push(new WeakRef(chunk));
        yield chunk;
        // A reference that was made in this turn of the event loop keeps its target.
        await setImmediate();
      }
      collectGarbage();
      alive.push(sent.filter((chunk) => chunk.deref() !== undefined).length);
    }
    const stop = AbortSignal.any([new AbortController().signal]);
    expect(await readAll(new IncomingBytes(Readable.from(body()), stop, () => undefined))).toBe(CHUNKS * CHUNK_BYTES);
    expect(alive).toHaveLength(1);
    expect(alive[0]).toBeLessThan(CHUNKS / 2);
  });

  it('leave no listener behind', async () => {
    const { signal } = new AbortController();
    const bytes = Readable.from([Buffer.from('some'), Buffer.from('bytes')]);
    await readAll(new IncomingBytes(bytes, signal, () => undefined));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('end when the request is stopped, before and during a read', async () => {
    const stopping = new AbortController();
    const silent = new Readable({ read: () => undefined });
    const incoming = new IncomingBytes(silent, stopping.signal, () => undefined);
    const more = incoming.hasMore();
    stopping.abort(new Error('too slow'));
    expect(await more).toBe(false);
    expect(incoming.broken?.message).toBe('too slow');
    const late = new IncomingBytes(Readable.from([Buffer.from('late')]), stopping.signal, () => undefined);
    expect(await late.hasMore()).toBe(false);
    expect(late.broken?.message).toBe('too slow');
  });
});
