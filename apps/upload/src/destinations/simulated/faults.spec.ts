import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault, OutputConfig, Script } from '@throughline/contracts';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import { CrashError, SimulatedOutputFixture } from '../../testing/simulated-output-fixture.js';
import type { DeliveryRequest } from '../../kit/destination.js';

const FRAMES = 'frames'.repeat(1_000);
const WHOLE = [{ 'video.mp4': FRAMES }];
const RECONCILED = { kind: 'delivered', delivered: { reconciled: true } };
const SENT = { kind: 'delivered', delivered: { reconciled: false } };
const UNCONFIRMED = { kind: 'unconfirmed' };

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'no error');

const KEYED = { class: 'keyed' };
const SESSION = { class: 'session' };
const BLIND = { class: 'blind' };
const DETECTING = { class: 'blind', detects_duplicates: true };

describe('a simulated output', () => {
  let dir: string;
  let place: SimulatedOutputFixture;
  let log: DeliveryLog;
  let request: DeliveryRequest;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tl-faults-'));
    request = await createRequest(dir, { 'video.mp4': FRAMES });
  });
  afterEach(async () => {
    await place.close();
    await rm(dir, { recursive: true, force: true });
  });

  const open = async (settings: OutputConfig['settings'], script: Script): Promise<void> => {
    place = await SimulatedOutputFixture.open(settings);
    log = new DeliveryLog(place.destination(script));
  };
  const first = (fault: Fault): Script => ({ faults: [{ attempt: 1, ...fault }] });
  /** Runs an attempt until the engine stops it for lack of progress. */
  const stopAttempt = async (when: (bytes: number) => Promise<boolean>): Promise<void> => {
    const controller = new AbortController();
    let bytes = 0;
    const ended = log.attempt(request, { signal: controller.signal, onProgress: (done) => (bytes = done) }).catch(reasonOf);
    while (!(await when(bytes))) await new Promise(setImmediate);
    controller.abort(new Error('no progress'));
    expect(await ended).toBe('no progress');
  };

  it.each([
    [KEYED, RECONCILED],
    [SESSION, RECONCILED],
    [DETECTING, RECONCILED],
    [BLIND, UNCONFIRMED],
  ])('%j that loses its answer has one object, and is not sent it again', async (settings, second) => {
    await open(settings, first({ do: 'drop' }));
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'retryable', code: 'connection-lost' });
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
    expect(await log.attempt(request)).toMatchObject(second);
    expect(await log.attempt(request)).toMatchObject(
      second.kind === 'unconfirmed' || settings !== KEYED ? { kind: 'stored' } : second,
    );
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
    expect((await place.story()).filter((line) => line.endsWith('lost'))).toHaveLength(1);
  });

  it.each([
    [KEYED, RECONCILED, 'put'],
    [SESSION, RECONCILED, 'finish'],
    [DETECTING, RECONCILED, 'post'],
    [BLIND, UNCONFIRMED, 'post'],
  ])('%j that takes all bytes and never answers has one object', async (settings, second, asked) => {
    await open(settings, first({ do: 'silent' }));
    await stopAttempt(async () => (await place.objects(request.assetId)).length === 1);
    expect(await log.attempt(request)).toMatchObject(second);
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
    expect(await place.story()).toContain(`1 ${asked}: no answer`);
  });

  it.each([
    [KEYED, SENT, WHOLE],
    [SESSION, SENT, WHOLE],
    [DETECTING, SENT, WHOLE],
    [BLIND, UNCONFIRMED, []],
  ])('%j whose sender dies gets the content again, unless only a person can check', async (settings, second, objects) => {
    await open(settings, first({ do: 'crash', at: 0.5 }));
    await expect(log.attempt(request)).rejects.toThrow(CrashError);
    expect(await place.objects(request.assetId)).toEqual([]);
    expect(await log.attempt(request)).toMatchObject(second);
    expect(await place.objects(request.assetId)).toEqual(objects);
    if (settings === KEYED) expect(await place.leftovers()).toEqual([]);
  });

  it.each([
    [KEYED, SENT],
    [SESSION, SENT],
    [BLIND, UNCONFIRMED],
  ])('%j that hangs is abandoned when the attempt ends', async (settings, second) => {
    await open(settings, first({ do: 'hang', at: 0.5 }));
    await stopAttempt((bytes) => Promise.resolve(bytes === FRAMES.length / 2));
    expect(await log.attempt(request)).toMatchObject(second);
  });

  it.each([KEYED, SESSION, BLIND, DETECTING])(
    '%j that fails has taken nothing, so the content is sent again',
    async (settings) => {
      await open(settings, first({ do: 'fail', code: 'bad-gateway', at: 0.5 }));
      await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'retryable', code: 'bad-gateway' });
      expect(await place.objects(request.assetId)).toEqual([]);
      expect(await log.attempt(request)).toMatchObject(SENT);
      expect(await place.objects(request.assetId)).toEqual(WHOLE);
    },
  );

  it.each([KEYED, SESSION, BLIND])('%j that requests a wait is sent the content afterwards', async (settings) => {
    await open(settings, first({ do: 'wait', code: 'quota', retry_after_ms: 250 }));
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'quota', retryAfterMs: 250 });
    expect(await log.attempt(request)).toMatchObject(SENT);
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
  });

  it('fails permanently if its script says so', async () => {
    await open(KEYED, { faults: [{ do: 'fail', retryable: false, code: 'refused-here' }] });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'permanent', code: 'refused-here' });
  });

  it.each([KEYED, SESSION])('%j that keeps half of the bytes is detected, and gets the rest', async (settings) => {
    await open(settings, first({ do: 'truncate' }));
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'retryable', code: 'truncated' });
    expect(await log.attempt(request)).toMatchObject(SENT);
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
    const taken = (await place.ledger()).flatMap(({ answer }) => answer?.bytes ?? []);
    expect(taken).toEqual(settings === SESSION ? [FRAMES.length, FRAMES.length / 2] : [FRAMES.length, FRAMES.length]);
  });

  it('of class blind that keeps half of the bytes fails permanently, because a retry would add a second object', async () => {
    await open(BLIND, first({ do: 'truncate' }));
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'permanent', code: 'truncated' });
    // A user has deleted the object and runs the recording again.
    expect(await log.attempt(request)).toMatchObject(SENT);
  });

  it.each([KEYED, SESSION, BLIND])('%j that is full waits, and continues once there is room', async (settings) => {
    const other = await createRequest(dir, { 'video.mp4': 'x'.repeat(10) });
    await open({ ...settings, capacity_bytes: FRAMES.length }, {});
    await log.attempt(request);
    const later = new DeliveryLog(place.destination());
    await expect(later.attempt(other)).rejects.toMatchObject({ kind: 'waiting', code: 'quota-exceeded' });
    expect(await place.sessions()).toEqual([]);
    // Equal content takes no more room.
    expect(await log.attempt(request)).toBeDefined();
  });

  it('records every request in its ledger, with bytes, sessions and keys', async () => {
    await open(SESSION, first({ do: 'crash', at: 0.5 }));
    await expect(log.attempt(request)).rejects.toThrow(CrashError);
    await log.attempt(request);
    expect(await place.story()).toEqual(['1 open: ok', '1 send: no answer', '2 inspect: open', '2 send: ok', '2 finish: ok']);
    const ledger = await place.ledger();
    const session = ledger[0]?.answer?.session;
    expect(ledger.slice(1).every((entry) => entry.session === session && entry.key === request.key)).toBe(true);
    expect(ledger[3]).toMatchObject({ offset: FRAMES.length / 2, answer: { bytes: FRAMES.length / 2 } });
    expect(ledger[4]?.answer?.object).toBe(session);
  });

  it('reports progress as scripted, and takes the time of its bandwidth', async () => {
    await open({ ...KEYED, bytes_per_second: 100_000 }, { progress: [0.5] });
    const seen: number[] = [];
    const started = performance.now();
    await log.attempt(request, { onProgress: (bytes) => seen.push(bytes) });
    expect(seen).toEqual([FRAMES.length / 2, FRAMES.length]);
    expect(performance.now() - started).toBeGreaterThanOrEqual(50);
  });

  it.each([[{ class: 'other' }], [{ capacity_bytes: -1 }], [{ detects_duplicates: 'yes' }], [{ clas: 'keyed' }]])(
    'rejects settings %j',
    async (settings) => {
      place = await SimulatedOutputFixture.open(settings);
      expect(() => place.destination()).toThrow(
        expect.objectContaining({ kind: 'permanent', code: 'output-misconfigured' }) as Error,
      );
    },
  );
});
