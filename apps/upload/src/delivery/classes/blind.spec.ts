import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputConfig, Script } from '@throughline/contracts';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { requestOf } from '../../testing/request.js';
import { SimulatedPlace } from '../../testing/simulated-place.js';
import type { DeliveryRequest } from '../../destinations/destination.js';

const WHOLE = [{ 'video.mp4': 'frames' }];
const LOST_ANSWER: Script = { faults: [{ attempt: 1, do: 'drop' }] };

describe('a delivery to a destination that cannot be asked', () => {
  let dir: string;
  let place: SimulatedPlace;
  let log: DeliveryLog;
  let request: DeliveryRequest;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tl-blind-'));
    request = await requestOf(dir, { 'video.mp4': 'frames' });
  });
  afterEach(async () => {
    await place.close();
    await rm(dir, { recursive: true, force: true });
  });

  const open = async (script: Script, settings: OutputConfig['settings'] = {}): Promise<void> => {
    place = await SimulatedPlace.open({ class: 'blind', ...settings });
    log = new DeliveryLog(place.destination(script));
  };
  const changed = (): Promise<DeliveryRequest> => requestOf(dir, { 'video.mp4': 'other' }, { assetId: request.assetId });
  const posts = async (): Promise<number> => (await place.ledger()).filter(({ kind }) => kind === 'post').length;

  it('writes down that it sends before it does', async () => {
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

  it('is unconfirmed after a lost answer, in each later run, whatever the content', async () => {
    await open(LOST_ANSWER);
    await expect(log.attempt(request)).rejects.toMatchObject({ code: 'connection-lost' });
    expect(await log.attempt(await changed())).toMatchObject({ kind: 'unconfirmed', key: request.key });
    expect(log.delivered).toMatchObject({ unconfirmed: true, outdated: true, delivery_key: request.key });
    await log.attempt(request);
    expect(log.delivered).toMatchObject({ unconfirmed: true });
    expect(log.delivered).not.toHaveProperty('outdated');
    expect(await posts()).toBe(1);
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
  });

  it('is sent again once a person has said that it is not there', async () => {
    await open({ faults: [{ attempt: 1, do: 'crash' }] });
    await expect(log.attempt(request)).rejects.toThrow();
    await log.attempt(request);
    expect(log.delivered).toMatchObject({ unconfirmed: true });
    // What `DeliverySettled { delivered: false }` leaves of it.
    log.checkpoints = {};
    log.delivered = undefined;
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: false } });
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
  });

  it('keeps an answer that came just before its worker was told to stop', async () => {
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

  it('asks nobody about a request that was never sent', async () => {
    await open({});
    let confirmed = 0;
    const confirm = (): Promise<void> => ((confirmed += 1) < 2 ? Promise.resolve() : Promise.reject(new Error('fenced')));
    await expect(log.attempt(request, { confirm })).rejects.toThrow('fenced');
    expect(await posts()).toBe(0);
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
  });

  it('makes one object, unconfirmed, of a sleeper that sends after its successor has looked', async () => {
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

  it('is sure where the destination detects duplicates: two at the same time make one object', async () => {
    await open({}, { detects_duplicates: true });
    await Promise.all([log.attempt(request), new DeliveryLog(place.destination()).attempt(request)]);
    expect(await place.objects(request.assetId)).toEqual(WHOLE);
  });

  it('clears up what was unconfirmed where the destination can be asked by then', async () => {
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
