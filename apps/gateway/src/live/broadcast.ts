import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';
import { Subject, firstValueFrom, race, timer } from 'rxjs';
import { kindOf } from '@throughline/contracts';
import { compareRevision, type Revision } from '@throughline/event-store';
import type { ChangeFeed } from '../adapters/projection/index.js';
import type { ItemSnapshot } from '../items/index.js';
import { collectItems, type StreamStarts, type StreamStart } from './beginnings.js';
import { formatEventId, type StreamPosition, formatEvent, formatFrame, formatOpening, type ResetReason } from './event-id.js';
import type { LiveItems, StreamItem, StreamView } from './live-items.js';
import { SharedEvents } from './shared-events.js';
import { ItemLookup, type ItemLookupPorts } from './item-lookup.js';
import { Subscribers, type StartRequest, type Subscriber } from './subscriber.js';
import type { Tail } from './tail.js';

export interface BroadcastPorts extends ItemLookupPorts {
  readonly tail: Tail;
  readonly beginnings: Pick<StreamStarts, 'read'>;
  readonly view: StreamView;
  readonly live: LiveItems;
  readonly changes: ChangeFeed;
}

interface PendingStream {
  readonly subscriber: Subscriber;
  readonly beginning: StartRequest;
  readonly settle: { done(): void; failed(error: unknown): void };
}

/** Interval of checkpoint checks while no change is heard. */
const LOOK_EVERY_MS = 2_000;
/** Pause after an error, e.g. of a database that does not answer. */
const AGAIN_MS = 500;
/** Streams that start at once. Between such batches, running streams receive their changes. */
const SIDE_BY_SIDE = 32;
const REMEMBERED = limitEntries(20_000);
/** An item that nobody follows is not looked up again for this long. */
const FOREIGN_MS = 30_000;

const noOne = { done: (): void => undefined, failed: (): void => undefined };

/**
 * The sender of changes to every stream of this gateway. One loop works in turns: it reads each changed row once for all
 * followers, and starts new streams between two turns.
 * So the state of an item never goes backwards in a stream, and no change is lost between a stream's start and its next event.
 */
export class Broadcast {
  readonly #subscribers = new Subscribers();
  /** Emits when the loop has work. */
  readonly #wake = new Subject<void>();
  readonly #newest = new LRUCache<string, Revision>(REMEMBERED);
  /** Items with progress, before a lookup shows if anybody follows them. */
  readonly #unknown = new Set<string>();
  readonly #foreign = new LRUCache<string, true>({ ...REMEMBERED, ttl: FOREIGN_MS });
  /** The newest move of each item that the streams of its earlier library know of. */
  readonly #moves = new LRUCache<string, string>(REMEMBERED);
  readonly #snapshots = new Map<string, Promise<SharedEvents>>();
  readonly #lookup: ItemLookup;
  #openings: PendingStream[] = [];
  #ids = new Map<string, string>();
  #running: Promise<void> | undefined;
  #lookAt = 0;

  constructor(private readonly ports: BroadcastPorts) {
    this.#lookup = new ItemLookup(ports);
  }

  get size(): number {
    return this.#subscribers.size;
  }

  /** Resolves when the stream has begun. Rejects if the request is refused, e.g. for an unknown item. */
  open(subscriber: Subscriber, beginning: StartRequest): Promise<void> {
    return new Promise((done, failed) => {
      this.#enqueue({ subscriber, beginning, settle: { done, failed } });
    });
  }

  /** Starts a stream again after it has missed changes that cannot be sent any more. */
  reopen(subscriber: Subscriber, reset: ResetReason): void {
    this.#subscribers.remove(subscriber);
    this.#enqueue({ subscriber, beginning: { reset }, settle: noOne });
  }

  close(subscriber: Subscriber): void {
    this.#subscribers.remove(subscriber);
    this.ports.live.keep(({ id, asset }) => this.#subscribers.of(asset.owner, id).length > 0);
    this.#wake.next();
  }

  /** Returns the event id of the position up to which every stream has all changes. */
  idFor(scope: string): string {
    const sentUpTo = this.ports.tail.sentUpTo;
    if (sentUpTo === undefined) return '';
    const existing = this.#ids.get(scope) ?? formatEventId(scope, sentUpTo);
    this.#ids.set(scope, existing);
    return existing;
  }

  /** Sends changes that come without a commit, of these items or of all watched ones. */
  tellMoved(ids: Iterable<string> = this.ports.live.ids): void {
    for (const id of ids) {
      if (!this.ports.live.isWatched(id) && !this.#foreign.has(id)) this.#unknown.add(id);
      const moved = this.#orNot(() => this.ports.live.moved(id));
      if (moved === undefined) continue;
      const event = new SharedEvents(formatEvent('progress', moved.fields));
      for (const one of this.#subscribers.of(moved.shown.asset.owner, id)) one.send(`progress:${id}`, event, true);
    }
    if (this.#subscribers.size === 0) this.#unknown.clear();
    else if (this.#unknown.size > 0) this.#wake.next();
  }

  async idle(): Promise<void> {
    await this.#running;
  }

  #enqueue(one: PendingStream): void {
    this.#openings.push(one);
    this.#wake.next();
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    const listening = this.ports.changes.subscribe((change) => {
      this.ports.tail.hear(change);
      this.#wake.next();
    });
    this.#lookAt = performance.now() + LOOK_EVERY_MS;
    while (this.#subscribers.size > 0 || this.#openings.length > 0) {
      try {
        await this.#turn();
      } catch (error) {
        this.ports.tail.missed();
        this.ports.onProblem(error);
        this.#refuse(error);
        await firstValueFrom(timer(AGAIN_MS));
        continue;
      }
      if (this.#isIdle) await firstValueFrom(race(this.#wake, timer(this.#untilLook())));
    }
    listening.unsubscribe();
    this.ports.tail.rest();
    this.ports.live.clear();
    this.#newest.clear();
    this.#unknown.clear();
    // Set synchronously, before the promise settles: a stream that opens in between must start a new loop.
    this.#running = undefined;
  }

  get #isIdle(): boolean {
    const hasWork = this.#openings.length > 0 || this.#unknown.size > 0 || this.ports.tail.hasNews;
    return this.#subscribers.size > 0 && !hasWork;
  }

  #untilLook(): number {
    return Math.max(1, this.#lookAt - performance.now());
  }

  async #turn(): Promise<void> {
    const isLookDue = this.#untilLook() <= 1;
    if (isLookDue) this.#lookAt = performance.now() + LOOK_EVERY_MS;
    const news = await this.ports.tail.next(this.#subscribers.owners, isLookDue);
    const [{ found }] = await Promise.all([this.#lookup.at(news.ids), this.#meet()]);
    this.ports.tail.done(news);
    this.#ids = new Map();
    if (news.isReset) this.#beginAgain();
    else this.#sendAll(found);
    this.#snapshots.clear();
    await Promise.all(this.#openings.splice(0, SIDE_BY_SIDE).map((one) => this.#begin(one, news.sentUpTo)));
    this.#snapshots.clear();
  }

  async #meet(): Promise<void> {
    const ids = [...this.#unknown];
    this.#unknown.clear();
    const { found, absent } = await this.#lookup.at(ids);
    // Items of another kind belong to another broadcast.
    for (const id of absent) this.#foreign.set(id, true);
    for (const shown of found)
      if (!this.#subscribers.isAnyOf(shown.asset.owner)) this.#foreign.set(shown.id, true);
      else if (this.#isForward(shown)) this.#orNot(() => this.#show(shown));
  }

  #sendAll(all: readonly ItemSnapshot[]): void {
    const messages = new Map<Subscriber, { readonly key: string; readonly event: SharedEvents }[]>();
    for (const shown of all) {
      this.#restartFormer(shown);
      const subscribers = this.#subscribers.of(shown.asset.owner, shown.id);
      if (subscribers.length === 0 || !this.#isForward(shown)) continue;
      const item = this.#orNot(() => this.#show(shown));
      if (item === undefined) continue;
      const one = { key: `change:${shown.id}`, event: new SharedEvents(formatEvent('change', item)) };
      for (const subscriber of subscribers) messages.set(subscriber, [...(messages.get(subscriber) ?? []), one]);
    }
    for (const [subscriber, events] of messages)
      events.forEach(({ key, event }, index) => {
        subscriber.send(key, event, index === events.length - 1);
      });
  }

  /** Starts the streams of the library that the item has left again, because their clients still show the item. */
  #restartFormer({ id, asset: { movedFrom } }: ItemSnapshot): void {
    if (movedFrom === undefined || this.#moves.get(id) === movedFrom.at) return;
    this.#moves.set(id, movedFrom.at);
    for (const subscriber of this.#subscribers.of(movedFrom.library, id)) this.reopen(subscriber, 'item-moved');
  }

  /** Returns false for a row older than what was sent: an item may have been read from the log before its row existed. */
  #isForward({ id, revision }: ItemSnapshot): boolean {
    const newest = this.#newest.get(id);
    if (newest !== undefined && compareRevision(revision, newest) < 0) return false;
    this.#newest.set(id, revision);
    return true;
  }

  #show(shown: ItemSnapshot): StreamItem {
    const item = this.ports.view.render(shown);
    if (this.#isForward(shown)) this.ports.live.remember(shown, item);
    return item;
  }

  /** Reports an item that cannot be rendered, and leaves it out. All others are still sent. */
  #orNot<T>(draw: () => T): T | undefined {
    try {
      return draw();
    } catch (error) {
      this.ports.onProblem(error);
      return undefined;
    }
  }

  #beginAgain(): void {
    this.#newest.clear();
    for (const subscriber of this.#subscribers.all()) this.reopen(subscriber, 'rebuilt');
  }

  async #begin({ subscriber, beginning, settle }: PendingStream, sentUpTo: StreamPosition): Promise<void> {
    try {
      const events = await this.#beginningOf(subscriber, beginning, sentUpTo);
      if (!subscriber.isGone) {
        subscriber.begin(events);
        if (!this.#subscribers.isAnyOf(subscriber.ownerId)) this.#foreign.clear();
        this.#subscribers.add(subscriber);
      }
      settle.done();
    } catch (error) {
      settle.failed(error);
      if (settle !== noOne || subscriber.isGone) return;
      // A running stream waits for its reset until the dependency is back. A refusal is final, e.g. of a deleted item.
      if (kindOf(error) === 'problem') subscriber.end();
      else {
        this.#openings.push({ subscriber, beginning, settle });
        throw error;
      }
    }
  }

  /** Shares equal first contents within one turn: many clients reconnect after a restart of the gateway. */
  #beginningOf(subscriber: Subscriber, beginning: StartRequest, sentUpTo: StreamPosition): Promise<SharedEvents> {
    const key = JSON.stringify([subscriber.scope, beginning]);
    const shared = this.#snapshots.get(key) ?? this.#read(subscriber, beginning, sentUpTo);
    this.#snapshots.set(key, shared);
    return shared;
  }

  async #read(subscriber: Subscriber, beginning: StartRequest, sentUpTo: StreamPosition): Promise<SharedEvents> {
    const first = await this.ports.beginnings.read(subscriber, beginning, sentUpTo);
    await this.ports.view.prepare(collectItems(first));
    return new SharedEvents(this.#firstText(subscriber, first));
  }

  /** Refuses all new streams. Running streams keep waiting for their reset. */
  #refuse(error: unknown): void {
    const waiting = this.#openings.filter(({ settle }) => settle === noOne);
    for (const { settle } of this.#openings) settle.failed(error);
    this.#openings = waiting.filter(({ subscriber }) => !subscriber.isGone);
  }

  #firstText(subscriber: Subscriber, first: StreamStart): string {
    const id = this.idFor(subscriber.scope);
    const reset = 'reset' in first && first.reset !== undefined ? formatFrame(formatEvent('reset', { reason: first.reset })) : '';
    return `${formatOpening()}${reset}${this.#firstEvents(first, id)}`;
  }

  #firstEvents(first: StreamStart, id: string): string {
    if (first.kind === 'item') return formatFrame(formatEvent('snapshot', this.#show(first.shown)), id);
    if (first.kind === 'snapshot') {
      const { recordings, nextCursor, total } = first.page;
      const items = recordings.map((shown) => this.#orNot(() => this.#show(shown))).filter((item) => item !== undefined);
      return formatFrame(formatEvent('snapshot', { items, next_cursor: nextCursor ?? null, total }), id);
    }
    const items = first.shown.map((shown) => this.#orNot(() => this.#show(shown))).filter((item) => item !== undefined);
    const changes = items.map((item) => formatFrame(formatEvent('change', item))).join('');
    return `${changes}id: ${id}\n\n`;
  }
}
