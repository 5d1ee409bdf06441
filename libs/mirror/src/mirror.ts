import { KeyedQueue, causesNothing, computeBackoff, kindOf, type AssetEvent, type MirrorRecord } from '@throughline/contracts';
import type { RunningAttempt } from '@throughline/domain';
import type { AssetCommands } from '@throughline/engine';
import type { EventStore, StoredCommit } from '@throughline/event-store';
import {
  recordName,
  sleep,
  type Clock,
  type FollowableKeyValueStore,
  type KeyValueStore,
  type Leases,
  type RecordRevision,
} from '@throughline/messaging';
import { LRUCache } from 'lru-cache';
import { Channels } from './follow/channels.js';
import { RecordUpdater } from './follow/page-book.js';
import { StallDetector } from './follow/stalls.js';
import { Connections, type ConnectionsParts } from './notion/connections.js';
import type { PageProperties } from './notion/page-properties.js';
import { OpenRequests } from './page/open-requests.js';
import { PageWriters } from './page/page-writers.js';
import type { PageWriterParts } from './page/page-writer.js';
import { isCurrent, resetRecord } from './records/record-ranking.js';
import { PageRecords } from './records/page-records.js';

export interface MirrorParts extends Pick<PageWriterParts, 'retrying' | 'clock' | 'reports'> {
  readonly store: Pick<EventStore, 'follow'>;
  readonly commands: Pick<AssetCommands, 'load'>;
  readonly values: KeyValueStore & FollowableKeyValueStore;
  readonly leases: Pick<Leases, 'isExpired' | 'read'>;
  readonly notion: Omit<ConnectionsParts, 'signal' | 'clock'>;
  /** Time after which an abandoned request can have no more effect. Milliseconds. */
  readonly settleMs: number;
  /** Interval of the checks for stalled attempts. Milliseconds. */
  readonly stallsEveryMs: number;
  /** Receives the records when this process starts to write pages. */
  readonly onRecords?: (records: PageRecords) => void;
}

const DURABLE = 'mirror_upload';
const RESEND = 'resend';
const PAGES_KNOWN = 2_000;
const DONE = Symbol('done');
const BACKOFF = { firstMs: 1_000, longestMs: 60_000 };
const DAMAGED: ReadonlySet<string> = new Set(['undecodable', 'history-gap']);

const hasNoOrigin = (events: readonly AssetEvent[]): boolean =>
  events.some((event) => event.type === 'AssetRegistered' && event.data.origin === undefined);

/** Writes pages from the log, in the elected process and for one term. Run it once. */
export class Mirror {
  readonly #records: PageRecords;
  readonly #channels: Channels;
  readonly #stalls: StallDetector;
  readonly #book: RecordUpdater;
  readonly #writers: PageWriters;
  readonly #connections: Connections;
  readonly #open: OpenRequests;
  readonly #properties = new LRUCache<string, PageProperties>({ max: PAGES_KNOWN });
  readonly #failed = new AbortController();
  readonly #signal: AbortSignal;
  readonly #clock: Clock;
  readonly #problem: (error: unknown) => void;
  readonly #trying = new Set<Promise<void>>();

  constructor(
    private readonly parts: MirrorParts,
    term: AbortSignal,
  ) {
    const { values, clock, reports, commands } = parts;
    this.#clock = clock;
    this.#problem = (error) => {
      if (kindOf(error) === 'mirror-overtaken') this.#failed.abort(error);
      else reports.problem(error);
    };
    this.#signal = AbortSignal.any([term, this.#failed.signal]);
    this.#records = new PageRecords(values);
    this.#open = new OpenRequests(clock, parts.settleMs);
    this.#connections = new Connections({ ...parts.notion, clock, signal: this.#signal });
    this.#channels = new Channels({
      records: values,
      onChanged: (channel) => {
        this.#untilDone(() => this.#channelChanged(channel));
      },
      onProblem: this.#problem,
    });
    this.#stalls = new StallDetector({
      leases: parts.leases,
      load: async (assetId) => (await commands.load(assetId))?.state,
      onKnown: (assetId, attempt, since) => this.#livenessKnown(assetId, attempt, since),
      everyMs: parts.stallsEveryMs,
      clock,
      onProblem: this.#problem,
    });
    const onPage = (page: string): void => {
      this.#writers.kick(page);
    };
    const stores = { records: this.#records, channels: this.#channels, stalls: this.#stalls };
    this.#book = new RecordUpdater({ ...stores, commands, clock, onPage });
    this.#writers = new PageWriters(this.#writing(), (error) => {
      this.#failed.abort(error);
    });
  }

  /** Runs until the term ends. Throws if it cannot continue. */
  async run(): Promise<void> {
    const signal = this.#signal;
    await this.#records.load(signal);
    this.parts.onRecords?.(this.#records);
    const following: Promise<void>[] = [];
    await new Promise<void>((resolve, reject) => {
      const channels = this.#channels.follow(resolve, signal);
      following.push(channels);
      channels.then(resolve, reject);
    });
    if (!signal.aborted) this.#begin();
    following.push(this.#followLog(), this.#followResends(), this.#stalls.run(signal));
    await Promise.all(following.map((each) => this.#untilOver(each)));
    await this.#writers.ended();
    await Promise.all(this.#trying);
    const reason: unknown = this.#failed.signal.reason;
    if (reason !== DONE) throw reason;
  }

  /** If one task ends, all end: the others would write outdated states. */
  async #untilOver(following: Promise<void>): Promise<void> {
    try {
      await following;
      this.#failed.abort(DONE);
    } catch (error) {
      // Errors after the end are its consequence.
      this.#failed.abort(this.#signal.aborted ? DONE : error);
    }
  }

  #writing(): PageWriterParts {
    const { clock, retrying, reports } = this.parts;
    return {
      records: this.#records,
      look: (assetId) => this.#book.look(assetId),
      connections: this.#connections,
      properties: this.#properties,
      signal: this.#signal,
      open: this.#open,
      turns: new KeyedQueue(),
      ...{ clock, retrying, reports },
    };
  }

  /** Resumes the work of an earlier process: unwritten pages, running attempts and changed channels. */
  #begin(): void {
    const places = new Map<string, MirrorRecord>();
    for (const record of this.#records.all()) {
      places.set(`${record.page} ${record.owner}`, record);
      if (record.sending !== undefined) this.#open.add(record.page);
      this.#keepRetry(record);
      if (this.#isOpen(record)) this.#untilDone(() => this.#updateItem(record.assetId));
    }
    for (const place of places.values())
      this.#untilDone(async () => {
        await this.#book.rank(place);
        this.#writers.kick(place.page);
      });
  }

  /** A rate limit that an earlier process was given applies to the whole connection. */
  #keepRetry({ channel, trouble }: MirrorRecord): void {
    const note = this.#channels.get(channel);
    if (note === undefined || trouble?.code !== 'rate-limited') return;
    this.#connections.pause(note, Date.parse(trouble.retryAt) - this.#clock.now());
  }

  /** Superseded and completed items need no update, unless their channel has changed. */
  #isOpen(record: MirrorRecord): boolean {
    if (record.erased === true) return false;
    const isOver = record.supersededBy !== undefined || (record.wanted?.status === 'Complete' && isCurrent(record));
    return !isOver || record.channelAt !== this.#channels.get(record.channel)?.changedAt;
  }

  #followLog(): Promise<void> {
    return this.parts.store.follow({ durable: DURABLE, onCommit: (recorded) => this.#attend(recorded), signal: this.#signal });
  }

  async #attend({ assetId, commit }: Pick<StoredCommit, 'assetId' | 'commit'>): Promise<void> {
    if (causesNothing(commit) || !this.#book.isMirrored(assetId)) return;
    if (hasNoOrigin(commit.events)) this.#book.cameFromNoPage(assetId);
    else await this.#updateItem(assetId);
  }

  /** Damaged history delays only its own page, until a commit repairs it. Items of a newer release wait for that release. */
  async #updateItem(assetId: string): Promise<void> {
    try {
      await this.#book.look(assetId);
    } catch (error) {
      if (kindOf(error) === 'mirror-overtaken') this.#failed.abort(error);
      if (!DAMAGED.has(kindOf(error) ?? '')) throw error;
      this.parts.reports.problem(error);
    }
  }

  async #followResends(): Promise<void> {
    await this.parts.values.follow(`${RESEND}.*`, {
      onRecord: (name, _text, revision) => {
        this.#untilDone(() => this.#sendAgain(name.slice(RESEND.length + 1), revision));
      },
      onRemoved: () => undefined,
      onCaughtUp: () => undefined,
      signal: this.#signal,
    });
  }

  /**
   * Reads and writes the page at once, whatever the record says. The request is removed by revision, so that a newer one stays.
   */
  async #sendAgain(assetId: string, revision: RecordRevision): Promise<void> {
    const record = this.#records.get(assetId);
    if (record !== undefined) await this.#startAnew(assetId, record.channel);
    await this.#updateItem(assetId);
    await this.parts.values.remove(recordName(RESEND, assetId), revision).catch((error: unknown) => {
      if (kindOf(error) !== 'record-conflict') throw error;
    });
  }

  async #channelChanged(channel: number): Promise<void> {
    for (const record of [...this.#records.all()]) {
      if (record.channel !== channel) continue;
      this.#signal.throwIfAborted();
      if (record.trouble !== undefined) await this.#startAnew(record.assetId, channel);
      await this.#updateItem(record.assetId);
    }
  }

  async #startAnew(assetId: string, channel: number): Promise<void> {
    const note = this.#channels.get(channel);
    if (note !== undefined) this.#connections.retry(note);
    const at = new Date(this.#clock.now()).toISOString();
    await this.#records.change(assetId, (now) => (now === undefined ? undefined : resetRecord(now, at)));
  }

  async #livenessKnown(assetId: string, { step, attemptId }: RunningAttempt, since: string | undefined): Promise<void> {
    const before = this.#records.get(assetId)?.stalled ?? [];
    if (before.find((each) => each.attemptId === attemptId)?.since === since) return;
    const others = before.filter((each) => each.attemptId !== attemptId);
    const stalled = since === undefined ? others : [...others, { step, attemptId, since }];
    await this.#records.change(assetId, (now) => (now === undefined ? undefined : { ...now, stalled }));
    await this.#updateItem(assetId);
  }

  #isOver(): boolean {
    return this.#signal.aborted;
  }

  /** Retries, because the bus may be unavailable for a while. */
  #untilDone(work: () => Promise<void>): void {
    const tryIt = async (): Promise<void> => {
      for (let tries = 1; !this.#isOver(); tries += 1) {
        try {
          await work();
          return;
        } catch (error) {
          if (!this.#isOver()) this.#problem(error);
          await sleep(this.#clock, computeBackoff(BACKOFF, tries), this.#signal);
        }
      }
    };
    const trying = tryIt().finally(() => this.#trying.delete(trying));
    this.#trying.add(trying);
  }
}
