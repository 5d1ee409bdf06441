import { LRUCache } from 'lru-cache';
import { kindOf } from '@throughline/contracts';
import { compareRevision, type Revision } from '@throughline/event-store';
import { Bell } from '../changes/bell.js';
import type { ChangeFeed } from '../changes/change-feed.js';
import type { ShownRecording } from '../recordings/queries/recording-loader.js';
import { shownIn, type Beginnings, type First } from './beginnings.js';
import { eventId, type Told } from './event-id.js';
import { eventBody, frame, opening, type ResetReason } from './frames.js';
import type { LiveItems } from './live-items.js';
import { Looks, type LooksPorts } from './looks.js';
import type { StreamedItem, StreamView } from './stream-view.js';
import { Subscribers, type Beginning, type Subscriber } from './subscriber.js';
import type { Tail } from './tail.js';

export interface BroadcastPorts extends LooksPorts {
  readonly tail: Tail;
  readonly beginnings: Pick<Beginnings, 'read'>;
  readonly view: StreamView;
  readonly live: LiveItems;
  readonly changes: Pick<ChangeFeed, 'follow'>;
}

interface Opening {
  readonly subscriber: Subscriber;
  readonly beginning: Beginning;
  readonly settle: { done(): void; failed(error: unknown): void };
}

/** How often the checkpoints are looked at while nothing is heard. Milliseconds. */
const LOOK_EVERY_MS = 2_000;
/** After a database that does not answer. Milliseconds. */
const AGAIN_MS = 500;
/** Streams that begin side by side; between them what is new is told to those that have begun. */
const SIDE_BY_SIDE = 32;
/** Counted one by one: `max` would reserve the memory of all of them at the start. */
const REMEMBERED = { maxSize: 20_000, sizeCalculation: (): number => 1 };
/** For how long an item that nobody follows is not asked about again. Milliseconds. */
const FOREIGN_MS = 30_000;

const noOne = { done: (): void => undefined, failed: (): void => undefined };

/**
 * Tells every stream of this gateway what has changed. One loop does everything in turns: it reads each changed row once, for all
 * who follow it, and lets new streams begin between two turns. So what a stream is told of an item never goes backwards,
 * and nothing falls between where it begins and what it is told next.
 */
export class Broadcast {
  readonly #subscribers = new Subscribers();
  readonly #bell = new Bell();
  readonly #newest = new LRUCache<string, Revision>(REMEMBERED);
  /** Items that move, and of whom is not known yet whether anybody follows them. */
  readonly #unknown = new Set<string>();
  readonly #foreign = new LRUCache<string, true>({ ...REMEMBERED, ttl: FOREIGN_MS });
  readonly #snapshots = new Map<string, Promise<string>>();
  readonly #looks: Looks;
  #openings: Opening[] = [];
  #ids = new Map<string, string>();
  #running: Promise<void> | undefined;
  #lookAt = 0;

  constructor(private readonly ports: BroadcastPorts) {
    this.#looks = new Looks(ports);
    ports.changes.follow((change) => {
      ports.tail.hear(change);
      if (this.#running !== undefined) this.#bell.ring();
    });
  }

  get size(): number {
    return this.#subscribers.size;
  }

  /** Resolves when the stream has begun. Rejects where there is nothing to tell of: then it has not. */
  open(subscriber: Subscriber, beginning: Beginning): Promise<void> {
    return new Promise((done, failed) => {
      this.#enqueue({ subscriber, beginning, settle: { done, failed } });
    });
  }

  /** For a stream that has missed something that cannot be told any more. */
  reopen(subscriber: Subscriber, reset: ResetReason): void {
    this.#subscribers.remove(subscriber);
    this.#enqueue({ subscriber, beginning: { reset }, settle: noOne });
  }

  close(subscriber: Subscriber): void {
    this.#subscribers.remove(subscriber);
    this.ports.live.keep(({ id, asset }) => this.#subscribers.of(asset.owner, id).length > 0);
    this.#bell.ring();
  }

  /** The id of where everything is told. */
  idFor(scope: string): string {
    const told = this.ports.tail.told;
    if (told === undefined) return '';
    const known = this.#ids.get(scope) ?? eventId(scope, told);
    this.#ids.set(scope, known);
    return known;
  }

  /** Tells what has moved without a commit, of these items or of all that are watched. */
  tellMoved(ids: Iterable<string> = this.ports.live.ids): void {
    for (const id of ids) {
      if (!this.ports.live.isWatched(id) && !this.#foreign.has(id)) this.#unknown.add(id);
      const moved = this.#orNot(() => this.ports.live.moved(id));
      if (moved === undefined) continue;
      const body = eventBody('progress', moved.fields);
      for (const one of this.#subscribers.of(moved.shown.asset.owner, id)) one.tell(`progress:${id}`, body, true);
    }
    if (this.#subscribers.size === 0) this.#unknown.clear();
    else if (this.#unknown.size > 0) this.#bell.ring();
  }

  /** Resolves when no stream is left. */
  async idle(): Promise<void> {
    await this.#running;
  }

  #enqueue(one: Opening): void {
    this.#openings.push(one);
    this.#bell.ring();
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    this.#lookAt = performance.now() + LOOK_EVERY_MS;
    while (this.#subscribers.size > 0 || this.#openings.length > 0) {
      this.#bell.reset();
      try {
        await this.#turn();
      } catch (error) {
        this.ports.tail.missed();
        this.ports.onProblem(error);
        this.#refuse(error);
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        continue;
      }
      if (this.#openings.length === 0 && !this.ports.tail.hasNews) await this.#bell.rung(this.#untilLook());
    }
    this.ports.tail.rest();
    this.ports.live.clear();
    this.#newest.clear();
    this.#unknown.clear();
    // At once, and not when the promise is settled: who comes in between would wait for nobody.
    this.#running = undefined;
  }

  #untilLook(): number {
    return Math.max(1, this.#lookAt - performance.now());
  }

  async #turn(): Promise<void> {
    const isLookDue = this.#untilLook() <= 1;
    if (isLookDue) this.#lookAt = performance.now() + LOOK_EVERY_MS;
    const news = await this.ports.tail.next(this.#subscribers.owners, isLookDue);
    const [{ found }] = await Promise.all([this.#looks.at(news.ids), this.#meet()]);
    this.ports.tail.done(news);
    this.#ids = new Map();
    if (news.isReset) this.#beginAgain();
    else this.#tell(found);
    this.#snapshots.clear();
    await Promise.all(this.#openings.splice(0, SIDE_BY_SIDE).map((one) => this.#begin(one, news.told)));
    this.#snapshots.clear();
  }

  /** Looks up whose the items are that move. */
  async #meet(): Promise<void> {
    const ids = [...this.#unknown];
    this.#unknown.clear();
    const { found, absent } = await this.#looks.at(ids);
    // Of another kind: others tell of them.
    for (const id of absent) this.#foreign.set(id, true);
    for (const shown of found)
      if (!this.#subscribers.isAnyOf(shown.asset.owner)) this.#foreign.set(shown.id, true);
      else if (this.#isForward(shown)) this.#orNot(() => this.#show(shown));
  }

  #tell(all: readonly ShownRecording[]): void {
    const told = new Map<Subscriber, { readonly key: string; readonly id: string; readonly body: string }[]>();
    for (const shown of all) {
      const subscribers = this.#subscribers.of(shown.asset.owner, shown.id);
      if (subscribers.length === 0 || !this.#isForward(shown)) continue;
      const item = this.#orNot(() => this.#show(shown));
      if (item === undefined) continue;
      const one = { key: `change:${shown.id}`, id: shown.id, body: eventBody('change', item) };
      for (const subscriber of subscribers) told.set(subscriber, [...(told.get(subscriber) ?? []), one]);
    }
    for (const [subscriber, events] of told)
      events.forEach(({ key, body }, index) => {
        subscriber.tell(key, body, index === events.length - 1);
      });
  }

  /** A row may lag behind the log, where an item was read before it had one: what was told is not taken back. */
  #isForward({ id, revision }: ShownRecording): boolean {
    const newest = this.#newest.get(id);
    if (newest !== undefined && compareRevision(revision, newest) < 0) return false;
    this.#newest.set(id, revision);
    return true;
  }

  #show(shown: ShownRecording): StreamedItem {
    const item = this.ports.view.render(shown);
    if (this.#isForward(shown)) this.ports.live.remember(shown, item);
    return item;
  }

  /** One item that cannot be drawn is left out, and said; it does not end what is told of all the others. */
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

  async #begin({ subscriber, beginning, settle }: Opening, told: Told): Promise<void> {
    try {
      const text = await this.#beginningOf(subscriber, beginning, told);
      if (!subscriber.isGone) {
        subscriber.begin(text);
        if (!this.#subscribers.isAnyOf(subscriber.ownerId)) this.#foreign.clear();
        this.#subscribers.add(subscriber);
      }
      settle.done();
    } catch (error) {
      settle.failed(error);
      if (settle !== noOne || subscriber.isGone) return;
      // A stream that had begun waits for its reset, however long what it needs is away; but what is not there any more is not coming.
      if (kindOf(error) === 'problem') subscriber.end();
      else {
        this.#openings.push({ subscriber, beginning, settle });
        throw error;
      }
    }
  }

  /** Those who begin with the same in one turn share it: many do, after a gateway was started anew. */
  #beginningOf(subscriber: Subscriber, beginning: Beginning, told: Told): Promise<string> {
    const key = JSON.stringify([subscriber.scope, beginning]);
    const shared = this.#snapshots.get(key) ?? this.#read(subscriber, beginning, told);
    this.#snapshots.set(key, shared);
    return shared;
  }

  async #read(subscriber: Subscriber, beginning: Beginning, told: Told): Promise<string> {
    const first = await this.ports.beginnings.read(subscriber, beginning, told);
    await this.ports.view.prepare(shownIn(first));
    return this.#firstText(subscriber, first);
  }

  /** Nobody who comes now can be told anything; those who have begun wait. */
  #refuse(error: unknown): void {
    const waiting = this.#openings.filter(({ settle }) => settle === noOne);
    for (const { settle } of this.#openings) settle.failed(error);
    this.#openings = waiting.filter(({ subscriber }) => !subscriber.isGone);
  }

  #firstText(subscriber: Subscriber, first: First): string {
    const id = this.idFor(subscriber.scope);
    const reset = 'reset' in first && first.reset !== undefined ? frame(eventBody('reset', { reason: first.reset })) : '';
    return `${opening()}${reset}${this.#firstEvents(first, id)}`;
  }

  #firstEvents(first: First, id: string): string {
    if (first.kind === 'item') return frame(eventBody('snapshot', this.#show(first.shown)), id);
    if (first.kind === 'snapshot') {
      const { recordings, nextCursor, total } = first.page;
      const items = recordings.map((shown) => this.#orNot(() => this.#show(shown))).filter((item) => item !== undefined);
      return frame(eventBody('snapshot', { items, next_cursor: nextCursor ?? null, total }), id);
    }
    const items = first.shown.map((shown) => this.#orNot(() => this.#show(shown))).filter((item) => item !== undefined);
    const changes = items.map((item) => frame(eventBody('change', item))).join('');
    return `${changes}id: ${id}\n\n`;
  }
}
