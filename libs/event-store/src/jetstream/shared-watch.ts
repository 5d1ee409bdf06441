import { SUBJECTS, assetOfEventSubject, kindOf, pause } from '@throughline/contracts';
import { isPoison, type EventStore, type PoisonMessage, type StoredCommit } from '../event-store.js';
import { START, revisionOf, sequenceOf, type Revision } from '../order/order.js';
import type { StreamMessage } from './message.js';
import type { FeedOptions } from './ordered-feed.js';

type Decoded = readonly (StoredCommit | PoisonMessage)[];

export interface SharedWatchParts extends Pick<EventStore, 'incarnation'> {
  readonly feed: (options: Omit<FeedOptions, 'stream'>) => Promise<void>;
  /** Reads the commits of an asset after a revision. */
  readonly messages: (assetId: string, after: Revision) => Promise<Decoded>;
  readonly decode: (messages: readonly StreamMessage[], signal: AbortSignal) => Promise<Decoded>;
  readonly isClosed: () => boolean;
  readonly onInterrupted: (error: unknown) => void;
}

interface Watcher {
  readonly assetId: string;
  readonly onCommit: (recorded: StoredCommit) => void;
  /** The last commit delivered, or the one that the caller knows. */
  last: number;
  /** Set while earlier commits are read: what the feed has delivered since then. */
  waiting: StoredCommit[] | undefined;
}

const BATCH = 256;
/** Assets whose last commit is known, so that a new watcher of one need not read its history. */
const MAX_RECENT = 10_000;
/** Attempts follow each other. Milliseconds. */
const CLOSE_AFTER_MS = 10_000;
const REOPEN_MS = 250;

/**
 * Watches the whole log once for all watchers of a process. A consumer for each of them would take the broker longer than all
 * other requests of a short attempt (ADR 173).
 */
export class SharedWatch {
  private readonly watchers = new Map<string, Set<Watcher>>();
  /** The last commit of each asset, oldest first. It has every commit after {@link completeAfter}. */
  private readonly recent = new Map<string, number>();
  private completeAfter = Infinity;
  private open: { readonly stopping: AbortController; readonly ready: Promise<void> } | undefined;
  private closing: NodeJS.Timeout | undefined;

  constructor(private readonly parts: SharedWatchParts) {}

  /** Delivers the commits of an asset after this revision until the signal fires. Resolves once it listens. */
  async watch(assetId: string, onCommit: Watcher['onCommit'], signal: AbortSignal, after: Revision): Promise<void> {
    if (signal.aborted) return;
    const watcher: Watcher = { assetId, onCommit, last: sequenceOf(after), waiting: undefined };
    this.add(watcher);
    signal.addEventListener('abort', () => {
      this.remove(watcher);
    });
    this.open ??= this.start();
    await this.open.ready;
    if (watcher.last < this.completeAfter || (this.recent.get(assetId) ?? 0) > watcher.last) await this.catchUp(watcher);
  }

  private add(watcher: Watcher): void {
    clearTimeout(this.closing);
    const ofAsset = this.watchers.get(watcher.assetId) ?? new Set();
    this.watchers.set(watcher.assetId, ofAsset.add(watcher));
  }

  private remove(watcher: Watcher): void {
    const ofAsset = this.watchers.get(watcher.assetId);
    ofAsset?.delete(watcher);
    if (ofAsset?.size === 0) this.watchers.delete(watcher.assetId);
    if (this.watchers.size > 0) return;
    clearTimeout(this.closing);
    this.closing = setTimeout(() => {
      this.open?.stopping.abort();
      this.open = undefined;
    }, CLOSE_AFTER_MS).unref();
  }

  private start(): NonNullable<SharedWatch['open']> {
    const stopping = new AbortController();
    const ready = new Promise<void>((resolve, reject) => {
      this.run(stopping.signal, resolve).catch((error: unknown) => {
        if (this.open?.stopping === stopping) this.open = undefined;
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    });
    // Its watchers may be gone before it listens.
    ready.catch(() => undefined);
    return { stopping, ready };
  }

  /** Rejects when the connection is closed. */
  private async run(signal: AbortSignal, onReady: () => void): Promise<void> {
    let isReopened = false;
    const onOpen = (): void => {
      onReady();
      if (isReopened) this.catchUpAll();
      isReopened = false;
    };
    while (!signal.aborted) {
      try {
        await this.follow(signal, onOpen);
      } catch (error) {
        this.parts.onInterrupted(error);
        if (this.parts.isClosed()) throw error;
        // In an older copy of the log, the last commits of the watchers mean others.
        if (kindOf(error) === 'restored') for (const watcher of this.all()) watcher.last = sequenceOf(START);
        isReopened = true;
        await pause(REOPEN_MS, signal);
      }
    }
  }

  private async follow(signal: AbortSignal, onOpen: () => void): Promise<void> {
    const { incarnation, feed } = this.parts;
    const { last } = await incarnation();
    // Another feed may have been opened since.
    if (signal.aborted) return;
    this.recent.clear();
    this.completeAfter = sequenceOf(last);
    await feed({
      filter: SUBJECTS.events,
      after: sequenceOf(last),
      batch: BATCH,
      onMessages: (messages) => this.deliver(messages, signal),
      onOpen,
      signal,
    });
  }

  private async deliver(messages: readonly StreamMessage[], signal: AbortSignal): Promise<void> {
    for (const { subject, sequence } of messages) this.remember(assetOfEventSubject(subject), sequence);
    const watched = messages.filter(({ subject }) => this.watchers.has(assetOfEventSubject(subject)));
    if (watched.length === 0) return;
    for (const recorded of await this.parts.decode(watched, signal)) {
      if (!isPoison(recorded))
        this.watchers.get(recorded.assetId)?.forEach((watcher) => {
          tell(watcher, recorded);
        });
    }
  }

  private remember(assetId: string, sequence: number): void {
    this.recent.delete(assetId);
    this.recent.set(assetId, sequence);
    if (this.recent.size <= MAX_RECENT) return;
    const [oldest] = this.recent;
    if (oldest === undefined) return;
    this.recent.delete(oldest[0]);
    this.completeAfter = Math.max(this.completeAfter, oldest[1]);
  }

  /** Reads what was stored between two feeds. Must not begin before the second one listens. */
  private catchUpAll(): void {
    for (const watcher of this.all()) this.catchUp(watcher).catch(this.parts.onInterrupted);
  }

  private all(): readonly Watcher[] {
    return [...this.watchers.values()].flatMap((watchers) => [...watchers]);
  }

  /** Reads what the feed delivered before the watcher came. */
  private async catchUp(watcher: Watcher): Promise<void> {
    const later: StoredCommit[] = [];
    watcher.waiting = later;
    let earlier: Decoded = [];
    try {
      earlier = await this.parts.messages(watcher.assetId, revisionOf(watcher.last));
    } finally {
      // Another read may have begun since.
      if (watcher.waiting === later) watcher.waiting = undefined;
    }
    if (watcher.waiting !== undefined || !this.isWatching(watcher)) return;
    for (const recorded of [...earlier, ...later]) if (!isPoison(recorded)) tell(watcher, recorded);
  }

  private isWatching(watcher: Watcher): boolean {
    return this.watchers.get(watcher.assetId)?.has(watcher) === true;
  }
}

function tell(watcher: Watcher, recorded: StoredCommit): void {
  if (watcher.waiting !== undefined) {
    watcher.waiting.push(recorded);
    return;
  }
  const sequence = sequenceOf(recorded.revision);
  if (sequence <= watcher.last) return;
  watcher.last = sequence;
  watcher.onCommit(recorded);
}
