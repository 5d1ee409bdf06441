import { correctionPrefix, newId } from '@throughline/contracts';
import { ask } from '../../testing/ask.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { createTranscribed } from '../../testing/transcribed.js';
import type { TranscriptAnswer } from './transcript-answers.js';

describe('a gateway that dies during a correction', () => {
  const died = new Error('the gateway died here');
  let gateway: MemoryGateway;
  let id: string;
  let diesAt: string | undefined;
  let hours: number;
  const renew = renewMemoryGateway(() => ({
    failpoint: (name) => (name === diesAt ? Promise.reject(died) : Promise.resolve()),
    ports: { now: () => new Date(Date.now() + hours * 3_600_000) },
  }));
  beforeEach(async () => {
    [diesAt, hours] = [undefined, 0];
    gateway = await renew();
    id = await createTranscribed(gateway);
  });

  const keysBelow = async (prefix: string): Promise<readonly string[]> => {
    const keys: string[] = [];
    for await (const { key } of gateway.artifacts.list(prefix)) keys.push(key);
    return keys;
  };
  const read = async (): Promise<TranscriptAnswer> => (await ask(gateway, `/${id}/transcript`, { method: 'GET' })).json();
  const correct = async (key: string, text = 'by hand', on?: string) => {
    const { version: now, segments } = await read();
    const version = on ?? now;
    const body = { segments: segments.map(({ id: number, start, end }) => ({ id: number, start, end, text })) };
    return ask(gateway, `/${id}/transcript`, { method: 'PUT', body, key, headers: { 'if-match': `"${version}"` } });
  };
  const sweep = (): Promise<number> => gateway.corrections.sweep(24 * 3_600_000, new AbortController().signal);

  /** Leaves the files of a correction whose gateway died before its event. */
  const leaveBehind = async (): Promise<string> => {
    const correctionId = newId();
    await gateway.corrections.note(id, correctionId);
    await gateway.artifacts.put(`${correctionPrefix(id, correctionId)}/transcript.txt`, Buffer.from('never told'));
    return correctionId;
  };

  it('leaves orphaned files, which alone are removed once they are old enough', async () => {
    expect((await correct('first')).statusCode).toBe(200);
    const kept = await keysBelow(`${id}/corrections`);
    const orphan = await leaveBehind();
    expect(await sweep()).toBe(0);
    expect(await keysBelow(correctionPrefix(id, orphan))).toHaveLength(1);
    hours = 25;
    expect(await sweep()).toBe(1);
    expect(await keysBelow(`${id}/corrections`)).toEqual(kept);
    expect(await keysBelow('pending-corrections')).toEqual([]);
  });

  it('has saved it after the event: the same request finds it, and the sweep removes only the note', async () => {
    diesAt = 'gateway.correction-appended';
    expect((await correct('once')).statusCode).toBe(500);
    await waitUntilProjected(gateway, id);
    const kept = await keysBelow(`${id}/corrections`);
    expect(await keysBelow('pending-corrections')).toHaveLength(1);
    hours = 25;
    expect(await sweep()).toBe(0);
    expect(await keysBelow('pending-corrections')).toEqual([]);
    expect(await keysBelow(`${id}/corrections`)).toEqual(kept);
    diesAt = undefined;
    const { commits } = await gateway.store.load(id);
    expect((await correct('once')).statusCode).toBe(200);
    expect((await gateway.store.load(id)).commits).toHaveLength(commits.length);
    expect(await read()).toMatchObject({ corrected_segments: 2 });
  });

  it('has saved nothing before the event, and the same request saves it', async () => {
    diesAt = 'gateway.correction-stored';
    expect((await correct('again')).statusCode).toBe(500);
    expect(await read()).toMatchObject({ corrected_at: null });
    diesAt = undefined;
    expect((await correct('again')).statusCode).toBe(200);
    await waitUntilProjected(gateway, id);
    expect(await read()).toMatchObject({ corrected_segments: 2 });
    expect(await keysBelow('pending-corrections')).toEqual([]);
  });

  it('loses no files of a correction whose event is in the log', async () => {
    const append = gateway.store.append.bind(gateway.store);
    gateway.store.append = async (...all) => {
      await append(...all);
      throw Object.assign(new Error('the broker went away'), { kind: 'unavailable' });
    };
    expect((await correct('cut off')).statusCode).toBe(503);
    gateway.store.append = append;
    await waitUntilProjected(gateway, id);
    expect(await read()).toMatchObject({ corrected_segments: 2 });
    hours = 25;
    expect([await sweep(), await keysBelow('pending-corrections')]).toEqual([0, []]);
    expect(await keysBelow(`${id}/corrections`)).toHaveLength(4);
    expect((await correct('cut off')).statusCode).toBe(200);
  });

  it('loses no files to a request with other text and the same key', async () => {
    diesAt = 'gateway.correction-stored';
    expect((await correct('twice')).statusCode).toBe(500);
    const stored = await keysBelow(`${id}/corrections`);
    diesAt = undefined;
    expect((await correct('twice', 'other words')).json()).toMatchObject({ code: 'idempotency-mismatch' });
    expect(await keysBelow(`${id}/corrections`)).toEqual(stored);
    hours = 25;
    expect([await sweep(), await keysBelow(`${id}/corrections`)]).toEqual([1, []]);
  });

  it('lets the same request find its correction, even after a later one', async () => {
    diesAt = 'gateway.correction-appended';
    const { version: heard } = await read();
    expect((await correct('mine', 'mine', heard)).statusCode).toBe(500);
    diesAt = undefined;
    await waitUntilProjected(gateway, id);
    const mine = await read();
    expect((await correct('theirs', 'theirs')).statusCode).toBe(200);
    await waitUntilProjected(gateway, id);
    const { commits } = await gateway.store.load(id);
    const again = await correct('mine', 'mine', heard);
    expect(again.json()).toMatchObject({ version: mine.version, basis: heard });
    expect(again.json<{ files: unknown[] }>().files).toHaveLength(4);
    // With this ETag the sender cannot overwrite the later correction by accident.
    expect(again.headers['etag']).toContain(mine.version);
    expect((await gateway.store.load(id)).commits).toHaveLength(commits.length);
    expect((await read()).segments[0]?.text).toBe('theirs');
  });

  it('has its files removed even if another history cannot be read', async () => {
    const orphans = [await leaveBehind(), await leaveBehind()].sort();
    const load = gateway.store.load.bind(gateway.store);
    let times = 0;
    gateway.store.load = (...all) => ((times += 1) === 1 ? Promise.reject(died) : load(...all));
    hours = 25;
    expect(await sweep()).toBe(1);
    gateway.store.load = load;
    expect(await keysBelow(correctionPrefix(id, orphans[0] ?? ''))).toHaveLength(1);
    expect(await sweep()).toBe(1);
    expect(await keysBelow('pending-corrections')).toEqual([]);
  });
});
