import { kindOf, type ChannelNote, type KeyedQueue, type MirrorRecord } from '@throughline/contracts';
import { sleep, type Clock } from '@throughline/messaging';
import type { Connections } from '../notion/connections.js';
import { isMirrorError } from '../notion/mirror-error.js';
import { isCredentialError } from '../notion/notion-errors.js';
import type { NotionConnection } from '../notion/notion-connection.js';
import type { PageProperties } from '../notion/page-properties.js';
import { isCurrent, findNewest, omitKeys } from '../records/record-ranking.js';
import type { PageRecords } from '../records/page-records.js';
import type { OpenRequests } from './open-requests.js';
import { inTrashError, explainRefusal } from './explain-refusal.js';
import { GrowingPause, toTrouble, type RetrySettings } from './retry-pause.js';
import { buildBody, canShow, isShown, type PropertyValue } from './property-values.js';

export interface PageContent {
  readonly record: MirrorRecord;
  readonly note: ChannelNote;
  readonly shown: readonly PropertyValue[];
}

export interface PageWriterParts {
  readonly records: PageRecords;
  /** Updates the record of an item. Returns `undefined` if the item shows nothing. */
  readonly look: (assetId: string) => Promise<PageContent | undefined>;
  readonly connections: Connections;
  readonly properties: {
    get(page: string): PageProperties | undefined;
    set(page: string, properties: PageProperties): unknown;
    delete(page: string): unknown;
  };
  readonly open: OpenRequests;
  /** Queue of writes, one at a time for each page, whichever owner they are for. */
  readonly turns: KeyedQueue;
  readonly retrying: RetrySettings;
  readonly clock: Clock;
  readonly reports: { written(): void; failed(code: string, assetId: string): void; problem(error: unknown): void };
  readonly signal: AbortSignal;
}

const DONE = 'done';

/**
 * Keeps one page current: one request at a time, always with the newest content, and none if the page shows it already. After a
 * write with an unknown outcome it waits and then reads the page.
 */
export class PageWriter {
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;
  #isAsked = false;
  #wake = new AbortController();
  readonly #pause = new GrowingPause();
  /** The channel at the last update. */
  #note: ChannelNote | undefined;
  #isWaiting = false;
  /** The item whose first status was just written. It is updated next, because it may have advanced meanwhile. */
  #firstShownItem: string | undefined;

  constructor(
    /** Page and owner: each owner's items are shown independently, even on the same page. */
    private readonly place: Pick<MirrorRecord, 'page' | 'owner'>,
    private readonly parts: PageWriterParts,
  ) {}

  get #page(): string {
    return this.place.page;
  }

  #own(): readonly MirrorRecord[] {
    return this.parts.records.ofPage(this.#page).filter(({ owner }) => owner === this.place.owner);
  }

  /** Starts an update. Resolves when the page needs no more writes. Rejects if this process must stop writing. */
  kick(): Promise<void> {
    this.#wakeUp();
    if (!this.#isRunning) {
      this.#isRunning = true;
      this.#running = this.#run();
    }
    return this.#running;
  }

  #wakeUp(): void {
    this.#isAsked = true;
    this.#wake.abort();
  }

  readonly #secretCame = (): void => {
    this.#isWaiting = false;
    this.#wakeUp();
  };

  #wasAsked(): boolean {
    return this.#isAsked;
  }

  ended(): Promise<void> {
    return this.#running;
  }

  get isIdle(): boolean {
    return !this.#isRunning;
  }

  async #run(): Promise<void> {
    const { signal, clock } = this.parts;
    try {
      while (!signal.aborted) {
        this.#isAsked = false;
        this.#wake = new AbortController();
        const rest = await this.#step();
        if (rest === 0) this.#pause.reset();
        if (rest === DONE && !this.#wasAsked()) return;
        if (rest !== DONE && rest > 0) await sleep(clock, rest, AbortSignal.any([signal, this.#wake.signal]));
      }
    } finally {
      // Synchronous with the decision to stop: a later call starts anew.
      this.#isRunning = false;
    }
  }

  /** Does one step. Returns the pause before the next one, in milliseconds. */
  async #step(): Promise<number | typeof DONE> {
    const records = this.#own();
    const record = findNewest(records);
    if (record === undefined || (this.#firstShownItem === undefined && isSettled(record, records))) return DONE;
    const rest = this.#restOf(record);
    if (rest > 0) return rest;
    try {
      if (this.#firstShownItem !== undefined) return await this.#lookAgain(this.#firstShownItem);
      await this.#bring(record);
      // Nothing has changed: the item could not be loaded, or the token was replaced.
      return this.parts.records.get(record.assetId) === record ? this.#pause.next() : 0;
    } catch (error) {
      return this.#failed(record, error);
    }
  }

  async #lookAgain(assetId: string): Promise<number> {
    await this.parts.look(assetId);
    this.#firstShownItem = undefined;
    return 0;
  }

  /** A page that waits for a secret is woken when the secret changes. The retry time is only the upper limit. */
  #restOf({ trouble }: MirrorRecord): number {
    if (trouble === undefined) this.#isWaiting = false;
    if (trouble === undefined || (isCredentialError(trouble.code) && !this.#isWaiting)) return 0;
    return Math.max(0, Date.parse(trouble.retryAt) - this.parts.clock.now());
  }

  async #bring({ assetId }: MirrorRecord): Promise<void> {
    const { connections, signal } = this.parts;
    // Many pages may wait for one secret, so this is checked before their histories are loaded.
    if (this.#isWaiting && this.#note !== undefined) await connections.of(this.#note);
    const before = await this.#loadContent(assetId);
    if (before === undefined) return;
    if (before.shown.length === 0) return this.#settle(before);
    const connection = await connections.of(before.note);
    try {
      const ready = await this.#ready(connection, before);
      if (ready === undefined) return;
      await this.#write(connection, ready.wanted, ready.properties);
      await this.#settle(ready.wanted);
      this.parts.reports.written();
      await connections.worked(connection);
    } catch (error) {
      signal.throwIfAborted();
      const isRefused = isMirrorError(error) && error.code === 'credential-needs-reauth';
      if (isRefused && !(await connections.refused(connection))) return;
      throw error;
    }
  }

  /** Waits for a turn and returns the content to write. `undefined` means: start over. */
  async #ready(
    connection: NotionConnection,
    before: PageContent,
  ): Promise<{ readonly wanted: PageContent; readonly properties: PageProperties } | undefined> {
    const properties = await this.#propertiesFor(connection, before);
    if (properties === undefined) return undefined;
    await connection.turn();
    const content = await this.#loadContent(before.record.assetId);
    // Newer content may need other properties or another token: start over.
    if (content === undefined || !canShow(content.shown, properties)) return undefined;
    if (content.note.credential !== before.note.credential) return undefined;
    return (await this.parts.connections.of(content.note)) === connection ? { wanted: content, properties } : undefined;
  }

  /** Returns the newest content. `undefined` if another item is to be shown, or nothing is left to do. */
  async #loadContent(assetId: string): Promise<PageContent | undefined> {
    const content = await this.parts.look(assetId);
    const records = this.#own();
    this.#note = content?.note;
    if (content === undefined || findNewest(records)?.assetId !== assetId) return undefined;
    return isSettled(content.record, records) ? undefined : content;
  }

  /**
   * Returns the page's properties. Reads the page if they are unknown or its content is uncertain. `undefined` if nothing is to
   * be written.
   */
  async #propertiesFor(connection: NotionConnection, before: PageContent): Promise<PageProperties | undefined> {
    const { properties, open, clock, signal } = this.parts;
    const existing = properties.get(this.#page);
    const rest = open.restOf(this.#page);
    const isOpen = rest > 0 || this.#own().some(({ sending }) => sending !== undefined);
    if (existing !== undefined && !isOpen && isKnown(before.record) && canShow(before.shown, existing)) return existing;
    if (rest > 0) await sleep(clock, rest, signal);
    signal.throwIfAborted();
    const seen = await connection.page(this.#page);
    if (seen.isInTrash) throw inTrashError();
    properties.set(this.#page, seen.properties);
    const content = await this.#loadContent(before.record.assetId);
    if (content === undefined) return undefined;
    if (!isShown(content.shown, seen.properties)) return seen.properties;
    await this.#settle(content);
    return undefined;
  }

  async #write(connection: NotionConnection, { record, shown }: PageContent, properties: PageProperties): Promise<void> {
    const { records, turns, open } = this.parts;
    const body = buildBody(shown, properties);
    const { assetId, wanted } = record;
    if (wanted === undefined) return;
    const { status, digest } = wanted;
    const sending = { status, digest, at: this.#now().toISOString() };
    await records.change(assetId, (now) => (now === undefined ? undefined : { ...now, sending }));
    try {
      await turns.run(this.#page, () => connection.write(this.#page, body));
    } catch (error) {
      if (isMirrorError(error) && !error.isOpen) {
        await records.change(assetId, (now) => (now === undefined ? undefined : omitKeys(now, 'sending')));
        if (error.code !== 'write-refused') throw error;
        this.parts.properties.delete(this.#page);
        throw await explainRefusal(connection, this.#page, { shown, refusal: error });
      }
      open.add(this.#page);
      throw error;
    }
  }

  async #settle({ record }: PageContent): Promise<void> {
    const { records } = this.parts;
    const { wanted } = record;
    if (wanted === undefined) return;
    if (record.sent === undefined) this.#firstShownItem = record.assetId;
    const sent = { status: wanted.status, digest: wanted.digest, at: this.#now().toISOString() };
    await records.change(record.assetId, (now) =>
      now === undefined ? undefined : { ...omitKeys(now, 'sending', 'trouble', 'recheck', 'behindSince'), sent },
    );
    for (const { assetId, sending } of this.#own())
      if (sending !== undefined)
        await records.change(assetId, (now) => (now === undefined ? undefined : omitKeys(now, 'sending')));
  }

  async #failed(record: MirrorRecord, error: unknown): Promise<number | typeof DONE> {
    const { records, signal, reports, retrying } = this.parts;
    if (signal.aborted) return DONE;
    if (kindOf(error) === 'mirror-overtaken') throw error;
    if (!isMirrorError(error)) {
      reports.problem(error);
      return this.#pause.next();
    }
    if (error.retry === 'on-credential') this.#waitForSecret();
    // A page that already waits for the secret is not reported again.
    if (error.retry !== 'on-credential' || record.trouble?.code !== error.code) reports.failed(error.code, record.assetId);
    try {
      await records.change(record.assetId, (now) =>
        now === undefined ? undefined : { ...now, trouble: toTrouble(error, now.trouble, this.#now(), retrying) },
      );
      return 0;
    } catch (again) {
      if (kindOf(again) === 'mirror-overtaken') throw again;
      reports.problem(again);
      return this.#pause.next();
    }
  }

  #waitForSecret(): void {
    if (this.#note === undefined) return;
    this.#isWaiting = true;
    this.parts.connections.whenUsable(this.#note, this.#secretCame);
  }

  #now(): Date {
    return new Date(this.parts.clock.now());
  }
}

/** True if the page shows what was sent last. */
const isKnown = ({ sent, recheck }: MirrorRecord): boolean => sent !== undefined && recheck === undefined;

const isSettled = (record: MirrorRecord, all: readonly MirrorRecord[]): boolean =>
  record.wanted === undefined || (isCurrent(record) && all.every(({ sending }) => sending === undefined));
