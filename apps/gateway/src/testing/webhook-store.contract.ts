import { newAssetId, newId } from '@throughline/contracts';
import { START, parsePosition, type Position } from '@throughline/event-store';
import { ulid } from 'ulid';
import type {
  LibraryEvent,
  LibraryPayload,
  PendingMessage,
  WebhookEndpoint,
  WebhookMessage,
} from '../announcements/webhooks/webhook-endpoint.js';
import {
  ATTEMPTS_KEPT,
  MAX_ENDPOINTS,
  type AttemptResult,
  type EndpointClaim,
  type WebhookQueue,
  type WebhookStore,
} from '../announcements/webhooks/webhook-store.js';

export interface WebhookStoreHarness {
  readonly store: WebhookStore & WebhookQueue;
  readonly addUser: (id: string) => Promise<void>;
  readonly disableUser: (id: string) => Promise<void>;
  readonly project: (libraryId: string, assetId: string, position: Position) => Promise<void>;
  /** Lets time pass for leases, waits and messages. */
  readonly advance: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

const LEASE_MS = 10_000;
const content = { name: 'Chat', url: 'https://hooks.example/in', events: ['item.ready'], isPaused: false } as const;
const secrets = [{ secret: 'whsec_bmV3' }, { secret: 'whsec_b2xk', until: '2026-01-01T00:00:00.000Z' }];

export function webhookStoreContract(name: string, open: () => Promise<WebhookStoreHarness>): void {
  describe(`${name} fulfils the contract of webhook endpoints and their queue`, () => {
    let harness: WebhookStoreHarness;
    let store: WebhookStoreHarness['store'];
    let libraryId: string;
    let position = 100;
    beforeAll(async () => {
      harness = await open();
      ({ store } = harness);
    });
    afterAll(() => harness.close());
    beforeEach(async () => {
      libraryId = ulid();
      await harness.addUser(libraryId);
    });

    const add = async (given: Partial<WebhookEndpoint> = {}): Promise<WebhookEndpoint> => {
      const added = await store.add({ libraryId, secrets, ...content, ...given });
      if (typeof added === 'string') throw new Error(added);
      return added;
    };
    const claim = async ({ id }: WebhookEndpoint): Promise<EndpointClaim> => {
      const claimed = await store.claim(id, LEASE_MS);
      if (claimed === undefined) throw new Error('it is not free');
      return claimed;
    };
    const next = (): Position => parsePosition(String((position += 1)));
    const messageOf = (assetId: string, at: Position, index = 0): WebhookMessage => ({
      assetId,
      position: at,
      index,
      event: 'item.ready',
      output: undefined,
      previousStatus: 'UPLOADING',
    });
    /** Stores a new item with one message. */
    const enqueue = async (claimed: EndpointClaim, assetId = newAssetId()): Promise<WebhookMessage> => {
      const reached = next();
      await harness.project(libraryId, assetId, reached);
      const [item] = (await store.changed(claimed, 10)).filter((one) => one.assetId === assetId);
      if (item === undefined) throw new Error('it has not changed');
      const message = messageOf(assetId, reached);
      await store.enqueue(claimed, item, [message]);
      return message;
    };
    const result = (message: WebhookMessage, change: Partial<AttemptResult> = {}): AttemptResult => ({
      attempt: {
        id: newId(),
        messageId: 'msg_1',
        event: message.event,
        assetId: message.assetId,
        position: message.position,
        at: new Date().toISOString(),
        durationMs: 12,
        status: 204,
        error: undefined,
      },
      settlement: { outcome: 'delivered' },
      failure: undefined,
      ...change,
    });
    const idsOf = (messages: readonly PendingMessage[]): readonly Position[] => messages.map((one) => one.position);

    it('adds, lists, replaces and removes endpoints at the revision that was read', async () => {
      const [one, two] = [await add(), await add({ name: 'Other', events: ['item.failed'] })];
      expect(await store.list(libraryId)).toEqual([one, two]);
      expect(await store.find(one.id)).toEqual(one);
      expect(one).toMatchObject({ ...content, secrets, revision: 1, pending: 0, outages: 0 });
      const replaced = await store.replace(one, { ...one, url: 'https://other.example', isPaused: true });
      expect(replaced).toMatchObject({ id: one.id, url: 'https://other.example', isPaused: true, revision: 2 });
      expect(await store.replace(one, one)).toBe('stale');
      expect(await store.remove(one)).toBe(false);
      if (typeof replaced === 'string') throw new Error(replaced);
      expect(await store.replace(replaced, { ...replaced, name: 'OTHER' })).toBe('name-taken');
      expect(await store.remove(replaced)).toBe(true);
      expect(await store.find(one.id)).toBeUndefined();
    });

    it('keeps names unique within a library, and limits the endpoints', async () => {
      await add();
      expect(await store.add({ libraryId, secrets, ...content, name: 'CHAT' })).toBe('name-taken');
      for (let number = 1; number < MAX_ENDPOINTS; number += 1) await add({ name: `Chat ${String(number)}` });
      expect(await store.add({ libraryId, secrets, ...content, name: 'More' })).toBe('too-many');
    });

    it('gives an endpoint to one gateway at a time, and to another after the lease', async () => {
      const endpoint = await add();
      const first = await claim(endpoint);
      expect(await store.claim(endpoint.id, LEASE_MS)).toBeUndefined();
      expect(await store.claimable('all')).not.toContain(endpoint.id);
      await harness.advance(LEASE_MS - 1_000);
      expect(await store.renew(first, LEASE_MS)).toBe(true);
      await harness.advance(LEASE_MS - 1_000);
      expect(await store.claim(endpoint.id, LEASE_MS)).toBeUndefined();
      await harness.advance(LEASE_MS);
      const second = await claim(endpoint);
      expect(await store.renew(first, LEASE_MS)).toBe(false);
      await store.release(first);
      expect(await store.claim(endpoint.id, LEASE_MS)).toBeUndefined();
      await store.release(second);
      await claim(endpoint);
    });

    it('stores nothing for a gateway that has lost its claim', async () => {
      const endpoint = await add();
      const [first, message] = await claim(endpoint).then(async (one) => [one, await enqueue(one)] as const);
      const [due] = await store.due(first, 5);
      await harness.advance(LEASE_MS);
      const second = await claim(endpoint);
      if (due === undefined) throw new Error('nothing is due');
      expect(await store.settle(first, due, result(message))).toBeUndefined();
      const asset = newAssetId();
      await harness.project(libraryId, asset, next());
      const [item] = await store.changed(second, 5);
      if (item === undefined) throw new Error('it has not changed');
      await store.enqueue(first, item, [messageOf(asset, item.reached)]);
      expect(await store.pending(second)).toBe(1);
      expect(await store.attempts(endpoint.id, 5)).toEqual([]);
    });

    it('finds items that have changed since, until their messages are stored', async () => {
      await harness.project(libraryId, newAssetId(), next());
      const claimed = await claim(await add());
      expect(await store.changed(claimed, 5)).toEqual([]);
      const [assetId, start] = [newAssetId(), parsePosition(String(position))];
      await harness.project(libraryId, assetId, next());
      await harness.project(ulid(), newAssetId(), next());
      const [item, ...others] = await store.changed(claimed, 5);
      expect([item?.assetId, others]).toEqual([assetId, []]);
      expect(Number(item?.after)).toBeLessThanOrEqual(Number(start));
      if (item === undefined) return;
      await store.enqueue(claimed, item, [messageOf(assetId, item.reached)]);
      await store.enqueue(claimed, item, [messageOf(assetId, item.reached, 1)]);
      expect(await store.pending(claimed)).toBe(1);
      expect(await store.changed(claimed, 5)).toEqual([]);
    });

    it('stores the messages of the present choice of events, also for an older claim', async () => {
      const endpoint = await add({ events: ['item.failed'] });
      const claimed = await claim(endpoint);
      await enqueue(claimed);
      expect(await store.pending(claimed)).toBe(0);
      await store.replace(endpoint, { ...endpoint, events: ['item.ready'] });
      await enqueue(claimed);
      expect(await store.pending(claimed)).toBe(1);
    });

    it('finds an item again after an older copy of the log was restored', async () => {
      const claimed = await claim(await add());
      const { assetId, position: reached } = await enqueue(claimed);
      const earlier = parsePosition(String(Number(reached) - 1));
      await harness.project(libraryId, assetId, earlier);
      expect(await store.changed(claimed, 5)).toEqual([{ assetId, after: reached, reached: earlier }]);
    });

    it('replaces a message of a lost commit when a restored log reuses its position', async () => {
      const claimed = await claim(await add());
      const lost = await enqueue(claimed);
      const assetId = newAssetId();
      await harness.project(libraryId, lost.assetId, parsePosition(String(Number(lost.position) - 1)));
      await harness.project(libraryId, assetId, lost.position);
      const item = (await store.changed(claimed, 10)).find((one) => one.assetId === assetId);
      if (item === undefined) throw new Error('it has not changed');
      const message = messageOf(assetId, lost.position);
      await store.enqueue(claimed, item, [message]);
      expect(await store.due(claimed, 5)).toEqual([{ ...message, attempts: 0, failingMs: 0 }]);
    });

    it('lets the messages of an item follow each other, and those of other items pass', async () => {
      const claimed = await claim(await add());
      const first = await enqueue(claimed);
      const second = await enqueue(claimed, first.assetId);
      const other = await enqueue(claimed);
      expect(idsOf(await store.due(claimed, 5))).toEqual([first.position, other.position]);
      expect(await store.due(claimed, 1)).toHaveLength(1);
      const [due] = await store.due(claimed, 1);
      if (due === undefined) return;
      expect(due).toEqual({ ...first, attempts: 0, failingMs: 0 });
      await store.settle(claimed, due, result(first));
      expect(idsOf(await store.due(claimed, 5))).toEqual(expect.arrayContaining([second.position, other.position]));
    });

    it('does not count messages behind one that waits for a retry', async () => {
      const claimed = await claim(await add());
      const first = await enqueue(claimed);
      await enqueue(claimed, first.assetId);
      await enqueue(claimed);
      const [due] = await store.due(claimed, 1);
      if (due === undefined) throw new Error('nothing is due');
      expect(await store.pending(claimed)).toBe(3);
      const refused: Partial<AttemptResult> = { settlement: { outcome: 'retry', retryInMs: 5_000 }, failure: 'message' };
      await store.settle(claimed, due, result(first, refused));
      expect(await store.pending(claimed)).toBe(1);
      await harness.advance(6_000);
      expect(await store.pending(claimed)).toBe(3);
    });

    it('delays a failed message, counts its failures, and prefers new ones', async () => {
      const endpoint = await add();
      const claimed = await claim(endpoint);
      const first = await enqueue(claimed);
      const [due] = await store.due(claimed, 1);
      if (due === undefined) return;
      const failure: Partial<AttemptResult> = { settlement: { outcome: 'retry', retryInMs: 5_000 }, failure: 'endpoint' };
      const after = await store.settle(claimed, due, result(first, failure));
      expect(after).toMatchObject({ outages: 1, failingSince: expect.any(String) as string, waitUntil: undefined });
      expect(await store.due(claimed, 5)).toEqual([]);
      await harness.advance(6_000);
      const other = await enqueue(claimed);
      const again = await store.due(claimed, 5);
      expect(idsOf(again)).toEqual([other.position, first.position]);
      expect(again[1]).toMatchObject({ attempts: 1 });
      expect(again[1]?.failingMs).toBeGreaterThanOrEqual(6_000);
      expect((await store.attempts(endpoint.id, 5))[0]).toMatchObject({ status: 204, retryAt: expect.any(String) as string });
      const [success] = again;
      if (success === undefined) return;
      const healthy = await store.settle(claimed, success, result(other));
      expect(healthy).toMatchObject({ outages: 0, failingSince: undefined, lastSuccessAt: expect.any(String) as string });
    });

    it('counts concurrent failures as one outage', async () => {
      const claimed = await claim(await add());
      await enqueue(claimed);
      await enqueue(claimed);
      const failure: Partial<AttemptResult> = { settlement: { outcome: 'retry', retryInMs: 5_000 }, failure: 'endpoint' };
      let endpoint: WebhookEndpoint | undefined = claimed.endpoint;
      for (const one of await store.due(claimed, 5)) endpoint = await store.settle(claimed, one, result(one, failure));
      expect(endpoint?.outages).toBe(1);
      await harness.advance(6_000);
      const [due] = await store.due(claimed, 1);
      if (due === undefined || endpoint === undefined) throw new Error('nothing is due');
      const later = await store.settle({ ...claimed, endpoint }, due, result(due, failure));
      expect(later?.outages).toBe(2);
    });

    it('keeps a pause that a receiver has asked for, despite a concurrent success', async () => {
      const endpoint = await add();
      const claimed = await claim(endpoint);
      await enqueue(claimed);
      await enqueue(claimed);
      const [limited, accepted] = await store.due(claimed, 5);
      if (limited === undefined || accepted === undefined) throw new Error('too few are due');
      const settlement = { outcome: 'retry', retryInMs: 60_000, pauseMs: 60_000 } as const;
      await store.settle(claimed, limited, result(limited, { settlement, failure: 'endpoint' }));
      const after = await store.settle(claimed, accepted, result(accepted));
      expect(after).toMatchObject({ outages: 0, waitUntil: expect.any(String) as string });
      await store.release(claimed);
      expect(await store.claim(endpoint.id, LEASE_MS)).toBeUndefined();
      await harness.advance(61_000);
      await claim(endpoint);
    });

    it('does not offer an endpoint that waits, is paused or disabled, or whose library is disabled', async () => {
      const endpoint = await add();
      const claimed = await claim(endpoint);
      const message = await enqueue(claimed);
      const [due] = await store.due(claimed, 1);
      if (due === undefined) return;
      const settlement = { outcome: 'retry', retryInMs: 0, pauseMs: 60_000 } as const;
      await store.settle(claimed, due, result(message, { settlement, failure: 'endpoint' }));
      await store.release(claimed);
      const isOffered = async (): Promise<boolean> => (await store.claimable([])).includes(endpoint.id);
      expect([await isOffered(), await store.claim(endpoint.id, LEASE_MS)]).toEqual([false, undefined]);
      await harness.advance(61_000);
      expect(await isOffered()).toBe(true);
      const again = await claim(endpoint);
      const gone = { outcome: 'retry', retryInMs: 0, disable: 'gone' } as const;
      await store.settle(again, due, result(message, { settlement: gone, failure: 'message' }));
      await store.release(again);
      const disabled = await store.find(endpoint.id);
      expect([disabled?.disabledReason, await isOffered()]).toEqual(['gone', false]);
      const renamed = disabled && (await store.replace(disabled, { ...disabled, name: 'Renamed' }));
      if (renamed === undefined || typeof renamed === 'string') throw new Error('it was not renamed');
      expect([renamed.disabledReason, await isOffered()]).toEqual(['gone', false]);
      const enabled = await store.replace(renamed, { ...renamed, isResumed: true });
      expect(enabled).toMatchObject({ disabledReason: undefined, failingSince: undefined, pending: 1 });
      expect(await isOffered()).toBe(true);
      await harness.disableUser(libraryId);
      expect([await isOffered(), await store.claim(endpoint.id, LEASE_MS)]).toEqual([false, undefined]);
    });

    it('stores a chosen event of the library once, apart from items, and again after a redelivery', async () => {
      const endpoint = await add({ events: ['webhook.disabled'] });
      const claimed = await claim(endpoint);
      const payload = (id: number): LibraryPayload => {
        const data = { id, name: 'Log', disabled_reason: 'gone', disabled_at: '2026-01-01T00:00:00.000Z' } as const;
        return { type: 'webhook.disabled', timestamp: data.disabled_at, data };
      };
      const quota = { quota: 'items', used: 9, limit: 10, period: '202601', renews_on: '2026-02-01' } as const;
      const events: readonly LibraryEvent[] = [
        { key: 'one', payload: payload(1) },
        { key: 'two', payload: payload(2) },
        { key: 'three', payload: { type: 'quota.nearly_used', timestamp: '2026-01-01T00:00:00.000Z', data: quota } },
      ];
      await store.enqueueLibraryEvents(claimed, events);
      await store.enqueueLibraryEvents({ ...claimed, token: newId() }, [{ key: 'late', payload: payload(3) }]);
      const due = await store.due(claimed, 5);
      expect(due.map((one) => [one.position, one.index, one.payload])).toEqual([
        [START, 0, payload(1)],
        [START, 1, payload(2)],
      ]);
      for (const one of due) await store.settle(claimed, one, result(one));
      await store.enqueueLibraryEvents(claimed, events);
      expect(await store.due(claimed, 5)).toEqual([]);
      await store.rewind(endpoint.id, next());
      await store.enqueueLibraryEvents(claimed, events);
      expect(await store.due(claimed, 5)).toEqual(due);
      await store.rewind(endpoint.id, next());
      await store.enqueueLibraryEvents(claimed, events);
      expect(await store.pending(claimed)).toBe(2);
    });

    it('makes all messages after a position again', async () => {
      const endpoint = await add();
      const claimed = await claim(endpoint);
      const [first, second] = [await enqueue(claimed), await enqueue(claimed)];
      await store.rewind(endpoint.id, first.position);
      expect(await store.pending(claimed)).toBe(1);
      expect(await store.changed(claimed, 5)).toEqual([
        { assetId: second.assetId, after: first.position, reached: second.position },
      ]);
      await store.rewind(endpoint.id, START);
      expect(await store.pending(claimed)).toBe(0);
      expect((await store.changed(claimed, 5)).map(({ assetId, after }) => [assetId, after])).toEqual([
        [first.assetId, START],
        [second.assetId, START],
      ]);
      await store.release(claimed);
      expect(await store.claimable([])).toContain(endpoint.id);
    });

    it('does not skip events that a rewind has asked for meanwhile', async () => {
      const endpoint = await add();
      const claimed = await claim(endpoint);
      const assetId = newAssetId();
      await harness.project(libraryId, assetId, next());
      const [item] = await store.changed(claimed, 5);
      await store.rewind(endpoint.id, START);
      if (item === undefined) return;
      await store.enqueue(claimed, item, [messageOf(assetId, item.reached)]);
      expect(await store.pending(claimed)).toBe(0);
      expect(await store.changed(claimed, 5)).toEqual([{ ...item, after: START }]);
    });

    it('keeps the newest attempts', async () => {
      const { id } = await add();
      const at = (number: number): string => new Date(Date.UTC(2026, 0, 1) + number * 1_000).toISOString();
      const attempt = { messageId: 'msg_test', event: 'webhook.test', assetId: undefined, position: undefined } as const;
      const numbers = Array.from({ length: ATTEMPTS_KEPT + 2 }, (_, number) => number);
      for (const number of numbers)
        await store.addAttempt(id, {
          ...attempt,
          id: newId(),
          at: at(number),
          durationMs: 1,
          status: 200,
          error: undefined,
          retryAt: undefined,
        });
      const kept = await store.attempts(id, ATTEMPTS_KEPT + 10);
      expect([kept.length, kept[0]?.at]).toEqual([ATTEMPTS_KEPT, at(ATTEMPTS_KEPT + 1)]);
      expect(await store.attempts(id, 2)).toHaveLength(2);
    });
  });
}
