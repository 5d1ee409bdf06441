import { correctionPrefix, newId } from '@throughline/contracts';
import { ask } from '../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../testing/memory-gateway.js';
import { projected } from '../testing/projected.js';
import { transcribed } from '../testing/transcribed.js';
import type { TranscriptItem } from './transcript-item.js';

describe('a gateway that dies while it saves a correction', () => {
  const died = new Error('the gateway died here');
  let gateway: MemoryGateway;
  let id: string;
  let diesAt: string | undefined;
  let hours: number;
  beforeEach(async () => {
    [diesAt, hours] = [undefined, 0];
    gateway = await openMemoryGateway({
      failpoint: (name) => (name === diesAt ? Promise.reject(died) : Promise.resolve()),
      ports: { now: () => new Date(Date.now() + hours * 3_600_000) },
    });
    id = await transcribed(gateway);
  });
  afterEach(() => gateway.close());

  const keysBelow = async (prefix: string): Promise<readonly string[]> => {
    const keys: string[] = [];
    for await (const { key } of gateway.artifacts.list(prefix)) keys.push(key);
    return keys;
  };
  const read = async (): Promise<TranscriptItem> => (await ask(gateway, `/${id}/transcript`, { method: 'GET' })).json();
  const correct = async (key: string) => {
    const { version, segments } = await read();
    const body = { segments: segments.map(({ id: number, start, end }) => ({ id: number, start, end, text: 'by hand' })) };
    return ask(gateway, `/${id}/transcript`, { method: 'PUT', body, key, headers: { 'if-match': `"${version}"` } });
  };
  const sweep = (): Promise<number> => gateway.corrections.sweep(24 * 3_600_000, new AbortController().signal);

  /** What is left by one whose end nobody could tidy up after. */
  const leaveBehind = async (): Promise<string> => {
    const correctionId = newId();
    await gateway.corrections.note(id, correctionId);
    await gateway.artifacts.put(`${correctionPrefix(id, correctionId)}/transcript.txt`, Buffer.from('never told'));
    return correctionId;
  };

  it('leaves files that nothing refers to, which go when they are old enough, and nothing else does', async () => {
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

  it('after the event, has saved it: the same request finds that, and the sweep takes the note alone', async () => {
    diesAt = 'gateway.correction-appended';
    expect((await correct('once')).statusCode).toBe(500);
    await projected(gateway, id);
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

  it('has saved nothing before the event; the same request saves it', async () => {
    diesAt = 'gateway.correction-stored';
    expect((await correct('again')).statusCode).toBe(500);
    expect(await read()).toMatchObject({ corrected_at: null });
    diesAt = undefined;
    expect((await correct('again')).statusCode).toBe(200);
    await projected(gateway, id);
    expect(await read()).toMatchObject({ corrected_segments: 2 });
    expect(await keysBelow('pending-corrections')).toEqual([]);
  });
});
