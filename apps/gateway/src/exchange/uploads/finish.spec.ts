import { randomBytes } from 'node:crypto';
import { Metrics } from '@throughline/service-kit';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { listKeys, createTusClient } from '../../testing/tus.js';

const BYTES = randomBytes(900);
const never = new AbortController().signal;

/** A gateway that is killed at a failpoint: nothing after it happens, not even cleaning up. */
class Kill {
  #place: string | undefined;
  #reached: () => void = () => undefined;

  readonly failpoint = (name: string): Promise<void> => {
    if (name !== this.#place) return Promise.resolve();
    this.#place = undefined;
    this.#reached();
    return new Promise(() => undefined);
  };

  at(place: string): Promise<void> {
    this.#place = place;
    return new Promise((resolve) => {
      this.#reached = resolve;
    });
  }
}

describe('an upload whose gateway is killed', () => {
  const kill = new Kill();
  let killed: MemoryGateway;
  let next: MemoryGateway;
  const clock = { skew: 0 };
  const now = () => new Date(Date.now() + clock.skew);
  const renew = renewMemoryGateway(() => ({ failpoint: kill.failpoint, ports: { now } }));
  const renewNext = renewMemoryGateway(() => ({ ports: { changes: killed.ports.changes } }));
  beforeEach(async () => {
    clock.skew = 0;
    killed = await renew();
    // The next process: it has upload turns of its own and shares everything else.
    next = await renewNext(portsOfNext());
  });

  const portsOfNext = () => ({ ...killed.ports, failpoint: () => Promise.resolve() });

  /** Begins an upload, sends all of it, and kills the gateway at the failpoint. Returns the upload's path. */
  const killedAt = async (place: string, fields: Readonly<Record<string, string>> = {}): Promise<string> => {
    const client = createTusClient(killed, killed.token);
    const { location } = await client.begin(BYTES.length, { filename: 'talk.mp4', ...fields });
    const reached = kill.at(place);
    void client.send(location, 0, BYTES);
    await reached;
    return location;
  };
  const recordings = async (): Promise<readonly string[]> => {
    const sources = await listKeys(killed, 'uploads');
    const registered = await Promise.all(
      sources.map(async (key) => {
        const id = key.split('/')[1] ?? '';
        return (await killed.store.load(id)).commits.length === 1 ? id : undefined;
      }),
    );
    expect(registered).not.toContain(undefined);
    return registered.flatMap((id) => (id === undefined ? [] : [id]));
  };

  const AFTER_THE_LAST_BYTE = [
    'gateway.upload-joined',
    'gateway.upload-stored',
    'gateway.appended',
    'gateway.upload-registered',
    'gateway.upload-concluded',
  ];

  it.each(AFTER_THE_LAST_BYTE)('at %s becomes one recording, however often its result is requested', async (place) => {
    const location = await killedAt(place);
    const client = createTusClient(next, killed.token);
    const answers = await Promise.all(
      [1, 2, 3].map(async () => (await client.result(location)).json<{ recording_id: string }>()),
    );
    expect(await recordings()).toEqual([answers[0]?.recording_id]);
    expect(new Set(answers.map(({ recording_id: id }) => id)).size).toBe(1);
    expect((await client.head(location)).headers).toMatchObject({
      'upload-offset': String(BYTES.length),
      'throughline-recording': answers[0]?.recording_id,
    });
  });

  it.each(AFTER_THE_LAST_BYTE)('at %s becomes one recording by the sweep, and leaves no pieces', async (place) => {
    await killedAt(place);
    clock.skew = 120_000;
    await next.uploads.sweep(never);
    await next.uploads.sweep(never);
    await next.intakes.completeAll(never);
    expect(await recordings()).toHaveLength(1);
    expect(await listKeys(killed, 'parts')).toEqual([]);
    expect(await listKeys(killed, 'intakes')).toEqual([]);
  });

  it('needs its last piece again if that was not recorded', async () => {
    const location = await killedAt('gateway.piece-stored');
    const client = createTusClient(next, killed.token);
    expect((await client.head(location)).headers['upload-offset']).toBe('0');
    const last = await client.send(location, 0, BYTES);
    expect(await recordings()).toEqual([last.headers['throughline-recording']]);
    // The stored but uncounted piece is removed with the others.
    expect(await listKeys(killed, 'parts')).toEqual([]);
  });

  it('is not a duplicate of itself or of a later upload', async () => {
    const location = await killedAt('gateway.appended');
    const client = createTusClient(next, killed.token);
    const other = await client.begin(BYTES.length, { filename: 'other.mp4', allow_duplicate: 'true' });
    await client.send(other.location, 0, BYTES);
    expect((await client.result(location)).json()).toEqual({ recording_id: expect.any(String) as string, run_refused: null });
    expect(await recordings()).toHaveLength(2);
  });

  it('becomes one recording if two gateways finish it', async () => {
    const location = await killedAt('gateway.upload-joined');
    const third = await openMemoryGateway({ ports: { ...portsOfNext(), metrics: new Metrics('gateway') } });
    const answers = await Promise.all([next, third].map((one) => createTusClient(one, killed.token).result(location)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect(await recordings()).toHaveLength(1);
    await third.close();
  });

  it("forgets the file's metadata once it is a recording, and its pieces do not survive an erasure", async () => {
    const location = await killedAt('gateway.upload-concluded', { title: 'the zanzibar talk' });
    const upload = await killed.ports.uploads.find(location.split('/').pop() ?? '');
    expect(upload?.outcome).toEqual({ kind: 'registered' });
    expect(JSON.stringify(upload)).not.toMatch(/zanzibar|talk/);
    const erased = await next.app.inject({
      method: 'POST',
      url: `/api/v1/recordings/${upload?.recordingId ?? ''}/erase`,
      headers: { authorization: `Bearer ${killed.token}` },
      payload: { confirm: true },
    });
    expect(erased.statusCode).toBe(200);
    await next.uploads.sweep(never);
    expect(await listKeys(killed, 'parts')).toEqual([]);
  });
});
