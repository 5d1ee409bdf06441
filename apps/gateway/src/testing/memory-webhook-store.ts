import { randomUUID } from 'node:crypto';
import { START, comparePosition, maxPosition, type Position } from '@throughline/event-store';
import { subjectIdOf } from '../announcements/webhooks/library-events.js';
import type {
  EndpointChange,
  EndpointId,
  LibraryEvent,
  NewEndpoint,
  PendingMessage,
  WebhookAttempt,
  WebhookEndpoint,
  WebhookMessage,
} from '../announcements/webhooks/webhook-endpoint.js';
import { ATTEMPTS_KEPT, MAX_ENDPOINTS } from '../announcements/webhooks/webhook-store.js';
import type {
  AttemptResult,
  ChangedItem,
  EndpointClaim,
  ReadEndpoint,
  ReplacedTables,
  WebhookQueue,
  WebhookStore,
} from '../announcements/webhooks/webhook-store.js';
import { compareMessages, continueAfter, settleEndpoint, settleMessage, type StoredEndpoint } from './memory-webhook-endpoint.js';
import type { ProjectedItem } from './projected-items.js';

const AFRESH = { disabledReason: undefined, disabledAt: undefined, failingSince: undefined, outages: 0 };

/** The endpoints and the queue of the specs, with the clock of the spec. */
export class MemoryWebhookStore implements WebhookStore, WebhookQueue {
  readonly #endpoints = new Map<EndpointId, StoredEndpoint>();
  #last = 0;
  /** Grows when a rebuild replaces the tables. */
  tables = 1;
  /** The log behind the tables. */
  incarnation = 'memory';

  constructor(
    private readonly now: () => Date,
    private readonly items: () => readonly ProjectedItem[],
    private readonly isDisabled: (libraryId: string) => boolean = () => false,
  ) {}

  list(libraryId: string): Promise<readonly WebhookEndpoint[]> {
    return Promise.resolve(this.#of(libraryId).map((one) => this.#render(one)));
  }

  find(id: EndpointId): Promise<WebhookEndpoint | undefined> {
    const found = this.#endpoints.get(id);
    return Promise.resolve(found && this.#render(found));
  }

  add({ libraryId, ...content }: NewEndpoint): Promise<WebhookEndpoint | 'name-taken' | 'too-many'> {
    if (this.#of(libraryId).length >= MAX_ENDPOINTS) return Promise.resolve('too-many');
    if (this.#isTaken(libraryId, content.name)) return Promise.resolve('name-taken');
    const at = this.now().toISOString();
    this.#last += 1;
    const added: StoredEndpoint = {
      content: {
        id: this.#last,
        libraryId,
        ...content,
        ...AFRESH,
        waitUntil: undefined,
        lastSuccessAt: undefined,
        restored: undefined,
        revision: 1,
        createdAt: at,
        updatedAt: at,
      },
      tables: this.tables,
      readAt: this.#ms(),
      start: this.items().reduce((newest, { position }) => maxPosition(newest, position), START),
      claim: undefined,
      leaseUntil: 0,
      attempts: [],
      messages: [],
      positions: new Map(),
      notified: new Set(),
    };
    this.#endpoints.set(this.#last, added);
    return Promise.resolve(this.#render(added));
  }

  replace({ id, revision }: ReadEndpoint, change: EndpointChange): Promise<WebhookEndpoint | 'name-taken' | 'stale'> {
    const stored = this.#endpoints.get(id);
    if (stored?.content.revision !== revision) return Promise.resolve('stale');
    if (this.#isTaken(stored.content.libraryId, change.name, id)) return Promise.resolve('name-taken');
    const { name, url, events, secrets, isPaused, isResumed = false } = change;
    const changed = { name, url, events, secrets, isPaused, revision: revision + 1, updatedAt: this.now().toISOString() };
    stored.content = { ...stored.content, ...changed, ...(isResumed ? { ...AFRESH, waitUntil: changed.updatedAt } : {}) };
    if (isResumed) for (const message of stored.messages) [message.nextAt, message.failingSince] = [this.#ms(), undefined];
    return Promise.resolve(this.#render(stored));
  }

  remove({ id, revision }: ReadEndpoint): Promise<boolean> {
    return Promise.resolve(this.#endpoints.get(id)?.content.revision === revision && this.#endpoints.delete(id));
  }

  attempts(id: EndpointId, limit: number): Promise<readonly WebhookAttempt[]> {
    return Promise.resolve(this.#endpoints.get(id)?.attempts.slice(0, limit) ?? []);
  }

  addAttempt(id: EndpointId, attempt: WebhookAttempt): Promise<void> {
    const stored = this.#endpoints.get(id);
    const newestFirst = [attempt, ...(stored?.attempts ?? [])].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
    if (stored !== undefined) stored.attempts = newestFirst.slice(0, ATTEMPTS_KEPT);
    return Promise.resolve();
  }

  rewind(id: EndpointId, after: Position): Promise<void> {
    const stored = this.#endpoints.get(id);
    if (stored === undefined) return Promise.resolve();
    if (comparePosition(stored.start, after) > 0) stored.start = after;
    stored.content = { ...stored.content, waitUntil: stored.content.waitUntil ?? this.now().toISOString() };
    stored.messages = stored.messages.filter(
      ({ payload, position }) => payload === undefined && comparePosition(position, after) <= 0,
    );
    stored.notified.clear();
    for (const [assetId, position] of stored.positions)
      if (comparePosition(position, after) > 0) stored.positions.set(assetId, after);
    return Promise.resolve();
  }

  positionBefore(libraryId: string, time: string): Promise<Position> {
    const before = this.items()
      .filter(({ owner }) => owner === libraryId)
      .flatMap(({ stored }) => stored.filter(({ at }) => Date.parse(at) < Date.parse(time)));
    return Promise.resolve(before.map(({ position }) => position).reduce(maxPosition, START));
  }

  claimable(libraries: readonly string[] | 'all'): Promise<readonly EndpointId[]> {
    const found = [...this.#endpoints.values()].filter(
      (one) =>
        this.#maySend(one) &&
        (libraries === 'all' ||
          one.content.waitUntil !== undefined ||
          libraries.includes(one.content.libraryId) ||
          one.messages.some(({ nextAt }) => nextAt <= this.#ms())),
    );
    return Promise.resolve(found.map(({ content }) => content.id));
  }

  claim(id: EndpointId, leaseMs: number): Promise<EndpointClaim | undefined> {
    const stored = this.#endpoints.get(id);
    if (stored === undefined || !this.#maySend(stored)) return Promise.resolve(undefined);
    const token = randomUUID();
    [stored.claim, stored.leaseUntil] = [token, this.#ms() + leaseMs];
    stored.content = { ...stored.content, waitUntil: undefined };
    return Promise.resolve({ endpoint: this.#render(stored), token });
  }

  renew(claim: EndpointClaim, leaseMs: number): Promise<boolean> {
    const stored = this.#held(claim);
    if (stored === undefined || !this.#isActive(stored)) return Promise.resolve(false);
    stored.leaseUntil = this.#ms() + leaseMs;
    return Promise.resolve(true);
  }

  release(claim: EndpointClaim): Promise<void> {
    const stored = this.#held(claim);
    if (stored !== undefined) [stored.claim, stored.leaseUntil] = [undefined, 0];
    return Promise.resolve();
  }

  findReplacedTables({ endpoint: { id } }: EndpointClaim): Promise<ReplacedTables | undefined> {
    if (this.#endpoints.get(id)?.tables === this.tables) return Promise.resolve(undefined);
    const newest = { incarnation: this.incarnation, position: START, commitId: undefined };
    return Promise.resolve({ table: String(this.tables), newest });
  }

  async acceptTables(claim: EndpointClaim, { table }: Pick<ReplacedTables, 'table'>, log: 'same' | 'restored'): Promise<void> {
    const stored = this.#held(claim);
    if (stored === undefined) return;
    if (log === 'restored') {
      const after = await this.positionBefore(stored.content.libraryId, new Date(stored.readAt + 1).toISOString());
      continueAfter(stored, after, this.now());
    }
    [stored.tables, stored.readAt] = [Number(table), this.#ms()];
  }

  changed({ endpoint: { id, libraryId } }: EndpointClaim, limit: number): Promise<readonly ChangedItem[]> {
    const stored = this.#endpoints.get(id);
    if (stored?.tables !== this.tables) return Promise.resolve([]);
    const found = this.items()
      .filter(({ owner }) => owner === libraryId)
      .map(({ assetId, position: reached }) => ({ assetId, reached, after: stored.positions.get(assetId) ?? stored.start }))
      .filter(({ assetId, reached, after }) =>
        stored.positions.has(assetId) ? reached !== after : comparePosition(reached, after) > 0,
      )
      .sort((one, other) => comparePosition(one.reached, other.reached));
    if (found.length > 0) stored.readAt = this.#ms();
    return Promise.resolve(found.slice(0, limit));
  }

  enqueue(claim: EndpointClaim, { assetId, after, reached }: ChangedItem, messages: readonly WebhookMessage[]): Promise<void> {
    const stored = this.#held(claim);
    if (stored === undefined || (stored.positions.get(assetId) ?? stored.start) !== after) return Promise.resolve();
    stored.positions.set(assetId, reached);
    const added = messages.filter(({ event }) => stored.content.events.includes(event));
    const isReplaced = (message: WebhookMessage): boolean => added.some((one) => compareMessages(one, message) === 0);
    const kept = stored.messages.filter((one) => !isReplaced(one));
    stored.messages = [...kept, ...added.map((one) => ({ ...one, attempts: 0, failingSince: undefined, nextAt: this.#ms() }))];
    return Promise.resolve();
  }

  enqueueLibraryEvents(claim: EndpointClaim, events: readonly LibraryEvent[]): Promise<void> {
    const stored = this.#held(claim);
    for (const event of events) {
      const { payload } = event;
      const assetId = subjectIdOf(claim.endpoint.libraryId, event);
      if (stored?.content.events.includes(payload.type) !== true || stored.notified.has(assetId)) continue;
      stored.notified.add(assetId);
      const index =
        stored.messages.filter((one) => one.payload !== undefined).reduce((most, one) => Math.max(most, one.index), -1) + 1;
      stored.messages.push({
        assetId,
        position: START,
        index,
        event: payload.type,
        output: undefined,
        previousStatus: undefined,
        payload,
        attempts: 0,
        failingSince: undefined,
        nextAt: this.#ms(),
      });
    }
    return Promise.resolve();
  }

  pending({ endpoint: { id } }: EndpointClaim): Promise<number> {
    const messages = this.#endpoints.get(id)?.messages ?? [];
    const waiting = new Set(messages.filter(({ nextAt }) => nextAt > this.#ms()).map(({ assetId }) => assetId));
    return Promise.resolve(messages.filter(({ assetId }) => !waiting.has(assetId)).length);
  }

  due({ endpoint: { id } }: EndpointClaim, limit: number): Promise<readonly PendingMessage[]> {
    const sorted = [...(this.#endpoints.get(id)?.messages ?? [])].sort(compareMessages);
    const heads = sorted.filter(({ assetId }, index) => sorted.findIndex((one) => one.assetId === assetId) === index);
    const due = heads
      .filter(({ nextAt }) => nextAt <= this.#ms())
      .sort((one, other) => one.attempts - other.attempts || one.nextAt - other.nextAt || compareMessages(one, other));
    return Promise.resolve(
      due.slice(0, limit).map(({ failingSince, nextAt: _, ...message }) => ({
        ...message,
        failingMs: failingSince === undefined ? 0 : this.#ms() - failingSince,
      })),
    );
  }

  async settle(claim: EndpointClaim, message: PendingMessage, result: AttemptResult): Promise<WebhookEndpoint | undefined> {
    const stored = this.#held(claim);
    if (stored === undefined) return undefined;
    const retryAt = settleMessage(stored, message, { result, now: this.now() });
    await this.addAttempt(claim.endpoint.id, { ...result.attempt, retryAt });
    settleEndpoint(stored, claim.endpoint, { result, now: this.now() });
    return this.#render(stored);
  }

  #of(libraryId: string): readonly StoredEndpoint[] {
    return [...this.#endpoints.values()].filter(({ content }) => content.libraryId === libraryId);
  }

  #isTaken(libraryId: string, name: string, except?: EndpointId): boolean {
    return this.#of(libraryId).some(({ content }) => content.id !== except && content.name.toLowerCase() === name.toLowerCase());
  }

  #isActive({ content: { isPaused, disabledAt, libraryId } }: StoredEndpoint): boolean {
    return !isPaused && disabledAt === undefined && !this.isDisabled(libraryId);
  }

  #maySend(stored: StoredEndpoint): boolean {
    const { waitUntil } = stored.content;
    const isWaiting = waitUntil !== undefined && Date.parse(waitUntil) > this.#ms();
    return this.#isActive(stored) && !isWaiting && (stored.claim === undefined || stored.leaseUntil <= this.#ms());
  }

  #held({ endpoint: { id }, token }: EndpointClaim): StoredEndpoint | undefined {
    const stored = this.#endpoints.get(id);
    return stored?.claim === token ? stored : undefined;
  }

  #render({ content, messages }: StoredEndpoint): WebhookEndpoint {
    return { ...content, pending: messages.length };
  }

  #ms(): number {
    return this.now().getTime();
  }
}
