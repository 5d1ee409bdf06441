import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputConfig, Script } from '@throughline/contracts';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import { SimulatedOutputFixture } from '../../testing/simulated-output-fixture.js';
import type { DeliveryRequest } from '../../kit/destination.js';

const WHOLE = [{ 'video.mp4': 'frames' }];
const LOST_ANSWER: Script = { faults: [{ attempt: 1, do: 'drop' }] };

describe('a delivery to a destination that cannot be asked', () => {
  let dir: string;
  let place: SimulatedOutputFixture;
  let log: DeliveryLog;
  let request: DeliveryRequest;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tl-blind-'));
    request = await createRequest(dir, { 'video.mp4': 'frames' });
  });
  afterEach(async () => {
    await place.close();
    await rm(dir, { recursive: true, force: true });
  });

  const open = async (script: Script, settings: OutputConfig['settings'] = {}): Promise<void> => {
    place = await SimulatedOutputFixture.open({ class: 'blind', ...settings });
    log = new DeliveryLog(place.destination(script));
  };
  const changedRequest = (): Promise<DeliveryRequest> =>
    createRequest(dir, { 'video.mp4': 'other' }, { assetId: request.assetId });
  const posts = async (): Promise<number> => (await place.ledger()).filter(({ kind }) => kind === 'post').length;

  it('records that it sends before it sends', async () => {
    await open({});
    let asked = -1;
    await log.attempt(request, {
      checkpoint: async (data) => {
        if (data['finalising'] === request.key) asked = await posts();
      },
    });
    expect(asked).toBe(0);
    expect(await posts()).toBe(1);
  });

  it('stays unconfirmed after a lost answer, in every later run and for any content', async () => {
    await open(LOST_ANSWER);
    await expect(log.attempt(request)).rejects.toMatchObject({ code: 'connection-lost' });
    expect(await log.attempt(await changedRequest())).toMatchObject({ kind: 'unconfirmed', key: request.key });
    expect(log.delivered).toMatchObject({ unconfirmed: true, outdated: true, delivery_key: request.key });
    await log.attempt(request);
    expect(log.delivered).toMatchObject({ unconfirmed: true });
    expect(log.delivered).not.toHaveProperty('outdated');
    expect(await posts()).toBe(1);
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
  });

  it('is repeated once a person has reported that nothing arrived', async () => {
    await open({ faults: [{ attempt: 1, do: 'crash' }] });
    await expect(log.attempt(request)).rejects.toThrow();
    await log.attempt(request);
    expect(log.delivered).toMatchObject({ unconfirmed: true });
    // The checkpoints after `DeliverySettled { delivered: false }`.
    log.checkpoints = {};
    log.delivered = undefined;
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: false } });
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
  });

  it('keeps an answer that came just before the shutdown of its worker', async () => {
    await open({});
    const checkpoint = (data: object): Promise<void> => {
      log.checkpoints = { ...log.checkpoints, ...data };
      return 'taken' in data ? Promise.reject(new Error('shutdown')) : Promise.resolve();
    };
    await expect(log.attempt(request, { checkpoint })).rejects.toThrow('shutdown');
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', key: request.key, delivered: { reconciled: true } });
    expect(log.delivered?.['external_id']).toBe((await place.ledger())[0]?.answer?.object);
    expect(await posts()).toBe(1);
  });

  it('needs no confirmation if the request was never sent', async () => {
    await open({});
    let confirmed = 0;
    const confirm = (): Promise<void> => ((confirmed += 1) < 2 ? Promise.resolve() : Promise.reject(new Error('fenced')));
    await expect(log.attempt(request, { confirm })).rejects.toThrow('fenced');
    expect(await posts()).toBe(0);
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
  });

  it('makes one object, unconfirmed, if a suspended attempt sends after the next attempt has checked', async () => {
    await open({});
    let wake: () => void = () => undefined;
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    let confirmed = 0;
    const sleeper = log.attempt(request, { confirm: () => ((confirmed += 1) < 2 ? Promise.resolve() : asleep) });
    while (log.checkpoints['finalising'] !== request.key) await new Promise(setImmediate);
    expect(await log.attempt(request)).toMatchObject({ kind: 'unconfirmed' });
    wake();
    await sleeper;
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
  });

  it('makes one object of two at the same time if the destination detects duplicates', async () => {
    await open({}, { detects_duplicates: true });
    await Promise.all([log.attempt(request), new DeliveryLog(place.destination()).attempt(request)]);
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
  });

  it('confirms an unconfirmed delivery once the destination can be asked', async () => {
    await open(LOST_ANSWER);
    await expect(log.attempt(request)).rejects.toThrow();
    await log.attempt(request);
    const asked = new DeliveryLog(place.sibling({ class: 'blind', detects_duplicates: true }));
    asked.delivered = log.delivered;
    expect(await asked.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: true } });
    expect(asked.delivered).not.toHaveProperty('unconfirmed');
    expect(await posts()).toBe(1);
  });
});
