import { kindOf, type ChannelNote, type MirrorRecord } from '@throughline/contracts';
import { sleep, type Clock } from '@throughline/messaging';
import type { InTurn } from '../in-turn.js';
import type { Connections } from '../notion/connections.js';
import { isMirrorError } from '../notion/mirror-error.js';
import { isOfCredential } from '../notion/notion-trouble.js';
import type { NotionConnection } from '../notion/notion-connection.js';
import type { PageProperties } from '../notion/page-properties.js';
import { isInStep, newestOf, without } from '../records/newest.js';
import type { PageRecords } from '../records/page-records.js';
import type { OpenRequests } from './open-requests.js';
import { inTrash, refusalOn } from './refusal-on.js';
import { GrowingPause, troubleOf, type Retrying } from './retrying.js';
import { bodyOf, canShow, standsThere, type Shown } from './shown.js';

/** What is to stand on a page now, with the record that says so. */
export interface Wanted {
  readonly record: MirrorRecord;
  readonly note: ChannelNote;
  readonly shown: readonly Shown[];
}

export interface PageWriterParts {
  readonly records: PageRecords;
  /** Brings the record of an item in step with the log and its channel; undefined where it shows nothing. */
  readonly look: (assetId: string) => Promise<Wanted | undefined>;
  readonly connections: Connections;
  /** Types of the properties of pages, as far as they are known. */
  readonly properties: {
    get(page: string): PageProperties | undefined;
    set(page: string, properties: PageProperties): unknown;
    delete(page: string): unknown;
  };
  readonly open: OpenRequests;
  /** Requests that write, of one page one after the other, whoever sends them. */
  readonly turns: InTurn;
  readonly retrying: Retrying;
  readonly clock: Clock;
  readonly told: { written(): void; failed(code: string, assetId: string): void; problem(error: unknown): void };
  readonly signal: AbortSignal;
}

const DONE = 'done';

/**
 * Brings one page in step with what it is to show: one request at a time, always the newest words, and none where it shows them already.
 * A write whose outcome is not known is waited for, then the page is read.
 */
export class PageWriter {
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;
  #isAsked = false;
  #wake = new AbortController();
  readonly #pause = new GrowingPause();
  /** The channel by which the page was looked at last. */
  #note: ChannelNote | undefined;
  /** For another secret. */
  #isWaiting = false;
  /** The item whose first word stands there now: it has to be looked at for what has become of it meanwhile. */
  #begun: string | undefined;

  constructor(
    /** Of one library: where another one names the same page, each shows its own items. */
    private readonly place: Pick<MirrorRecord, 'page' | 'owner'>,
    private readonly parts: PageWriterParts,
  ) {}

  get #page(): string {
    return this.place.page;
  }

  #own(): readonly MirrorRecord[] {
    return this.parts.records.ofPage(this.#page).filter(({ owner }) => owner === this.place.owner);
  }

  /** Something has changed. Resolves when the page needs nothing any more; rejects where nothing may be written any more. */
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
      // In the same moment as it was found that there is nothing to do: whoever asks after it starts anew.
      this.#isRunning = false;
    }
  }

  /** Milliseconds to rest before the next one. */
  async #step(): Promise<number | typeof DONE> {
    const records = this.#own();
    const record = newestOf(records);
    if (record === undefined || (this.#begun === undefined && isSettled(record, records))) return DONE;
    const rest = this.#restOf(record);
    if (rest > 0) return rest;
    try {
      if (this.#begun !== undefined) return await this.#lookAgain(this.#begun);
      await this.#bring(record);
      // Nothing has moved: what says what to show cannot be read at present, or another token has come.
      return this.parts.records.get(record.assetId) === record ? this.#pause.next() : 0;
    } catch (error) {
      return this.#failed(record, error);
    }
  }

  async #lookAgain(assetId: string): Promise<number> {
    await this.parts.look(assetId);
    this.#begun = undefined;
    return 0;
  }

  /** Where a secret is waited for, its coming is told, and until then the time says only when it is looked after at the latest. */
  #restOf({ trouble }: MirrorRecord): number {
    if (trouble === undefined) this.#isWaiting = false;
    if (trouble === undefined || (isOfCredential(trouble.code) && !this.#isWaiting)) return 0;
    return Math.max(0, Date.parse(trouble.retryAt) - this.parts.clock.now());
  }

  async #bring({ assetId }: MirrorRecord): Promise<void> {
    const { connections, signal } = this.parts;
    // Many pages may wait for one secret: none of their histories is read for it.
    if (this.#isWaiting && this.#note !== undefined) await connections.of(this.#note);
    const before = await this.#wanted(assetId);
    if (before === undefined) return;
    if (before.shown.length === 0) return this.#settle(before);
    const connection = await connections.of(before.note);
    try {
      const ready = await this.#ready(connection, before);
      if (ready === undefined) return;
      await this.#write(connection, ready.wanted, ready.properties);
      await this.#settle(ready.wanted);
      this.parts.told.written();
      await connections.worked(connection);
    } catch (error) {
      signal.throwIfAborted();
      const isRefused = isMirrorError(error) && error.code === 'credential-needs-reauth';
      if (isRefused && !(await connections.refused(connection))) return;
      throw error;
    }
  }

  /** What is to be written, when it is time. Undefined where nothing is, or not so: look again. */
  async #ready(
    connection: NotionConnection,
    before: Wanted,
  ): Promise<{ readonly wanted: Wanted; readonly properties: PageProperties } | undefined> {
    const properties = await this.#propertiesFor(connection, before);
    if (properties === undefined) return undefined;
    await connection.turn();
    const wanted = await this.#wanted(before.record.assetId);
    // What came meanwhile may be shown in properties that are not known, or by another token: the next look begins with those.
    if (wanted === undefined || !canShow(wanted.shown, properties)) return undefined;
    if (wanted.note.credential !== before.note.credential) return undefined;
    return (await this.parts.connections.of(wanted.note)) === connection ? { wanted, properties } : undefined;
  }

  /** Undefined where something else is to be shown by now, or nothing is to be done: look again. */
  async #wanted(assetId: string): Promise<Wanted | undefined> {
    const wanted = await this.parts.look(assetId);
    const records = this.#own();
    this.#note = wanted?.note;
    if (wanted === undefined || newestOf(records)?.assetId !== assetId) return undefined;
    return isSettled(wanted.record, records) ? undefined : wanted;
  }

  /** What the page is made of; read where it is not known, and where it is not certain what stands there. Undefined: nothing is to be written. */
  async #propertiesFor(connection: NotionConnection, before: Wanted): Promise<PageProperties | undefined> {
    const { properties, open, clock, signal } = this.parts;
    const known = properties.get(this.#page);
    const rest = open.restOf(this.#page);
    const isOpen = rest > 0 || this.#own().some(({ sending }) => sending !== undefined);
    if (known !== undefined && !isOpen && isKnown(before.record) && canShow(before.shown, known)) return known;
    if (rest > 0) await sleep(clock, rest, signal);
    signal.throwIfAborted();
    const seen = await connection.page(this.#page);
    if (seen.isInTrash) throw inTrash();
    properties.set(this.#page, seen.properties);
    const wanted = await this.#wanted(before.record.assetId);
    if (wanted === undefined) return undefined;
    if (!standsThere(wanted.shown, seen.properties)) return seen.properties;
    await this.#settle(wanted);
    return undefined;
  }

  async #write(connection: NotionConnection, { record, shown }: Wanted, properties: PageProperties): Promise<void> {
    const { records, turns, open } = this.parts;
    const body = bodyOf(shown, properties);
    const { assetId, wanted } = record;
    if (wanted === undefined) return;
    const { status, digest } = wanted;
    const sending = { status, digest, at: this.#now().toISOString() };
    await records.change(assetId, (now) => (now === undefined ? undefined : { ...now, sending }));
    try {
      await turns.do(this.#page, () => connection.write(this.#page, body));
    } catch (error) {
      if (isMirrorError(error) && !error.isOpen) {
        await records.change(assetId, (now) => (now === undefined ? undefined : without(now, 'sending')));
        if (error.code !== 'write-refused') throw error;
        this.parts.properties.delete(this.#page);
        throw await refusalOn(connection, this.#page, { shown, refusal: error });
      }
      open.add(this.#page);
      throw error;
    }
  }

  /** It stands there. */
  async #settle({ record }: Wanted): Promise<void> {
    const { records } = this.parts;
    const { wanted } = record;
    if (wanted === undefined) return;
    if (record.sent === undefined) this.#begun = record.assetId;
    const sent = { status: wanted.status, digest: wanted.digest, at: this.#now().toISOString() };
    await records.change(record.assetId, (now) =>
      now === undefined ? undefined : { ...without(now, 'sending', 'trouble', 'recheck', 'behindSince'), sent },
    );
    for (const { assetId, sending } of this.#own())
      if (sending !== undefined)
        await records.change(assetId, (now) => (now === undefined ? undefined : without(now, 'sending')));
  }

  async #failed(record: MirrorRecord, error: unknown): Promise<number | typeof DONE> {
    const { records, signal, told, retrying } = this.parts;
    if (signal.aborted) return DONE;
    if (kindOf(error) === 'mirror-overtaken') throw error;
    if (!isMirrorError(error)) {
      told.problem(error);
      return this.#pause.next();
    }
    if (error.patience === 'on-credential') this.#waitForSecret();
    // Of what is waited for nothing new is to be told.
    if (error.patience !== 'on-credential' || record.trouble?.code !== error.code) told.failed(error.code, record.assetId);
    try {
      await records.change(record.assetId, (now) =>
        now === undefined ? undefined : { ...now, trouble: troubleOf(error, now.trouble, this.#now(), retrying) },
      );
      return 0;
    } catch (again) {
      if (kindOf(again) === 'mirror-overtaken') throw again;
      told.problem(again);
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

/** What stands there is what was sent last. */
const isKnown = ({ sent, recheck }: MirrorRecord): boolean => sent !== undefined && recheck === undefined;

const isSettled = (record: MirrorRecord, all: readonly MirrorRecord[]): boolean =>
  record.wanted === undefined || (isInStep(record) && all.every(({ sending }) => sending === undefined));
