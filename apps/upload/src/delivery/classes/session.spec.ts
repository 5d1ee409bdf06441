import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputConfig, Script } from '@throughline/contracts';
import { AttemptAborted, type AbortCause } from '@throughline/engine';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import { SimulatedOutputFixture } from '../../testing/simulated-output-fixture.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { SimulatedSession } from '../../destinations/simulated/session.js';

const FRAMES = 'frames'.repeat(1_000);
const WHOLE = [{ 'video.mp4': FRAMES }];
const CRASH_IN_THE_MIDDLE: Script = { faults: [{ attempt: 1, do: 'crash', at: 0.5 }] };
/** Everything was sent and finalised, but the answer was lost. */
const LOST_ANSWER: Script = { faults: [{ attempt: 1, do: 'drop' }] };

describe('a delivery by upload session', () => {
  let dir: string;
  let place: SimulatedOutputFixture;
  let log: DeliveryLog;
  let request: DeliveryRequest;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tl-session-'));
    request = await createRequest(dir, { 'video.mp4': FRAMES });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await place.close();
    await rm(dir, { recursive: true, force: true });
  });

  const open = async (script: Script, settings: OutputConfig['settings'] = {}): Promise<void> => {
    place = await SimulatedOutputFixture.open({ class: 'session', ...settings });
    log = new DeliveryLog(place.destination(script));
  };
  const failing = async (by: DeliveryRequest = request): Promise<string> => {
    await expect(log.attempt(by)).rejects.toThrow();
    return (log.checkpoints['session'] as { id: string }).id;
  };
  const changedRequest = (): Promise<DeliveryRequest> =>
    createRequest(dir, { 'video.mp4': 'other' }, { assetId: request.assetId });

  it('records the session before its first byte, and the finalising before its request', async () => {
    await open({});
    const order: string[] = [];
    await log.attempt(request, {
      onProgress: () => order.push('bytes'),
      confirm: () => Promise.resolve(void order.push('confirmed')),
      checkpoint: async (data) => {
        order.push(
          data['session'] === undefined
            ? `finalising, objects ${String((await place.objects(request.assetId)).length)}`
            : 'session',
        );
      },
    });
    expect([...new Set(order)]).toEqual(['confirmed', 'session', 'bytes', 'finalising, objects 0']);
    expect(order.at(-1)).toBe('confirmed');
  });

  it('resumes at the offset that the destination reports', async () => {
    await open(CRASH_IN_THE_MIDDLE);
    const session = await failing();
    const seen: number[] = [];
    expect(await log.attempt(request, { onProgress: (bytes) => seen.push(bytes) })).toMatchObject({
      kind: 'delivered',
      notes: { resumed_at: FRAMES.length / 2 },
      delivered: { externalId: session },
    });
    expect(seen[0]).toBeGreaterThan(FRAMES.length / 2);
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
  });

  it('cancels a session of other content, reports that, and opens another', async () => {
    await open(CRASH_IN_THE_MIDDLE);
    const session = await failing();
    const other = await changedRequest();
    expect(await log.attempt(other)).toMatchObject({ kind: 'delivered', key: other.key, notes: { cancelled_session: session } });
    expect(log.written).toContainEqual({ session: null, finalising: null, cancelled_session: session });
    expect(await place.story()).toEqual([
      '1 open: ok',
      '1 send: no answer',
      '2 cancel: cancelled',
      '2 open: ok',
      '2 send: ok',
      '2 finish: ok',
    ]);
    expect(await place.objects(request.assetId)).toEqual([{ 'video.mp4': 'other' }]);
    expect(await place.sessions()).toEqual([]);
  });

  it('makes no second object if the session of other content was finalised', async () => {
    await open(LOST_ANSWER);
    await failing();
    const other = await changedRequest();
    expect(await log.attempt(other)).toMatchObject({ kind: 'delivered', key: request.key, delivered: { reconciled: true } });
    expect(log.delivered).toMatchObject({ outdated: true, delivery_key: request.key });
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
  });

  it('cancels a session that cannot be resumed, reports that, and opens another', async () => {
    await open(CRASH_IN_THE_MIDDLE, { resumable: false });
    const session = await failing();
    expect(await log.attempt(request)).toMatchObject({ notes: { cancelled_session: session }, delivered: { reconciled: false } });
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
    expect(await place.sessions()).toEqual([]);
  });

  it('opens another if the destination has ended the session before it was finalised, and reports that', async () => {
    await open(CRASH_IN_THE_MIDDLE);
    const session = await failing();
    await place.endSession(session, request);
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', notes: { lost_session: session } });
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
  });

  it('opens another if the session has expired', async () => {
    await open(CRASH_IN_THE_MIDDLE, { session_expires_ms: 1 });
    const session = await failing();
    await place.letPass(2);
    expect(await log.attempt(request)).toMatchObject({ notes: { lost_session: session } });
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
  });

  it('is unconfirmed if the destination has forgotten a session that it was asked to finalise', async () => {
    await open({});
    log.checkpoints = { session: { id: 'forgotten', key: request.key }, finalising: request.key };
    expect(await log.attempt(request)).toMatchObject({ kind: 'unconfirmed', key: request.key });
    expect(await log.attempt(request)).toMatchObject({ kind: 'stored', result: { unconfirmed: true } });
    expect(await place.objects(request.assetId)).toEqual([]);
  });

  it('is unconfirmed if a session that it was asked to finalise disappears while it sends', async () => {
    await open(CRASH_IN_THE_MIDDLE);
    const session = await failing();
    // Another process may finalise the session at any time.
    log.checkpoints = { ...log.checkpoints, finalising: request.key };
    jest.spyOn(SimulatedSession.prototype, 'send').mockImplementationOnce(async () => {
      await place.endSession(session, request);
      return 'gone';
    });
    expect(await log.attempt(request)).toMatchObject({ kind: 'unconfirmed', key: request.key });
  });

  it('looks up the content of a lost session if it differs from its own', async () => {
    await open(LOST_ANSWER, { detects_duplicates: true });
    await failing();
    log.checkpoints = { ...log.checkpoints, session: { id: 'forgotten', key: request.key } };
    const cancel = jest.spyOn(SimulatedSession.prototype, 'cancel').mockResolvedValueOnce({ kind: 'gone' });
    expect(await log.attempt(await changedRequest())).toMatchObject({ kind: 'delivered', key: request.key });
    expect(cancel).toHaveBeenCalledTimes(1);
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
  });

  it('is certain if the destination can look up content', async () => {
    await open({}, { detects_duplicates: true });
    log.checkpoints = { session: { id: 'forgotten', key: request.key }, finalising: request.key };
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: false } });
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
  });

  it('makes one object although a suspended attempt finalises after the next one', async () => {
    await open({});
    let wake: () => void = () => undefined;
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    let confirmed = 0;
    // The lease was confirmed just before the process was suspended, so only the destination can stop it.
    const sleeper = log.attempt(request, { confirm: () => ((confirmed += 1) < 3 ? Promise.resolve() : asleep) });
    while (log.checkpoints['finalising'] !== request.key) await new Promise(setImmediate);
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    wake();
    await sleeper;
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
    expect((await place.story()).filter((line) => line.includes('finish: ok'))).toHaveLength(2);
  });

  it('opens another, once, if the session disappears while it sends', async () => {
    await open({});
    let taken = 0;
    const end = await log.attempt(request, {
      checkpoint: async (data) => {
        const session = data['session'] as { id: string } | null | undefined;
        if (session == null || (taken += 1) > 1) return;
        await place.endSession(session.id, request);
      },
    });
    expect(end).toMatchObject({ kind: 'delivered', notes: { lost_session: expect.any(String) as string } });
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
  });

  it('ends a session that could not be recorded', async () => {
    await open({});
    const checkpoint = (): Promise<void> => Promise.reject(new Error('fenced'));
    await expect(log.attempt(request, { checkpoint })).rejects.toThrow('fenced');
    expect(await place.story()).toEqual(['1 open: ok', '1 cancel: cancelled']);
    expect(await place.sessions()).toEqual([]);
  });

  describe('that is aborted', () => {
    const abortedBy = async (why: AbortCause, abandoned?: () => Promise<boolean>): Promise<readonly string[]> => {
      await open({ faults: [{ attempt: 1, do: 'hang', at: 0.5 }] });
      const controller = new AbortController();
      const onProgress = (bytes: number): void => {
        if (bytes === FRAMES.length / 2) controller.abort(new AttemptAborted(why));
      };
      await expect(log.attempt(request, { signal: controller.signal, onProgress, abandoned })).rejects.toThrow(AttemptAborted);
      return place.sessions();
    };

    it('ends its session if the log shows that no other attempt continues it, and the next run opens another', async () => {
      expect(await abortedBy('superseded', () => Promise.resolve(true))).toEqual([]);
      expect(await log.attempt(request)).toMatchObject({
        kind: 'delivered',
        notes: { lost_session: expect.any(String) as string },
      });
      expect(await place.objects(request.assetId)).toEqual(WHOLE);
    });

    it.each<[AbortCause, (() => Promise<boolean>) | undefined]>([
      ['superseded', (): Promise<boolean> => Promise.resolve(false)],
      ['superseded', (): Promise<boolean> => Promise.reject(new Error('the log is away'))],
      ['superseded', undefined],
      ['shutdown', (): Promise<boolean> => Promise.resolve(true)],
      ['fenced', (): Promise<boolean> => Promise.resolve(true)],
      ['silent', (): Promise<boolean> => Promise.resolve(true)],
    ])('leaves its session to be resumed: %s', async (why, abandoned) => {
      expect(await abortedBy(why, abandoned)).toHaveLength(1);
      expect(await log.attempt(request)).toMatchObject({ notes: { resumed_at: FRAMES.length / 2 } });
    });
  });
});
