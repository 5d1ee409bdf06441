import {
  channelNoteCodec,
  mirrorRecordCodec,
  newAssetId,
  newId,
  resendCodec,
  type ChannelNote,
  type Commit,
  type MirrorRecord,
} from '@throughline/contracts';
import { CredentialWriter, CredentialVault, type Secret } from '@throughline/credentials';
import { renderMirrorView } from '@throughline/domain';
import { Journey, aConfig } from '@throughline/domain/testing';
import { AssetCommands } from '@throughline/engine';
import { MemoryEventStore } from '@throughline/event-store/testing';
import { MemoryKeyValueStore, MemoryLeases } from '@throughline/messaging/testing';
import { GuardedClient } from '@throughline/outgoing';
import { NotionFake, type DataSource, type LogEntry, type NotionPage } from '@throughline/strict-fakes';
import { until } from '@throughline/stack/testing';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { Mirror, type MirrorParts } from '../mirror.js';
import { Paces } from '../notion/paces.js';
import { QuickClock } from './quick-clock.js';

export const STATUS = 'Transcript Process Status';
export const ERRORS = 'ProcessErrors';
export const CHANNEL = 7;
const CREDENTIAL = 3;
const OWNER = 'owner-1';
/** An hour takes under two seconds. */
const FASTER = 2_000;
const MASTER_KEY = new Uint8Array(32);

const codes = new TextDecoder();

export interface StageOptions {
  readonly statusType?: 'select' | 'status';
  /** Milliseconds of the real clock. */
  readonly timeoutMs?: number;
  readonly reports?: MirrorParts['reports'];
}

interface VideoOptions {
  readonly assetId?: string;
  readonly start?: string;
  readonly channel?: number;
  readonly title?: string;
}

/** Runs the mirror in one process, with an event log and a key-value store in memory and a fake Notion over HTTP. */
export class MirrorStage {
  readonly clock = new QuickClock(FASTER);
  readonly store = new MemoryEventStore();
  readonly values = new MemoryKeyValueStore();
  readonly leases = new MemoryLeases(this.clock);
  readonly failures: string[] = [];
  readonly problems: unknown[] = [];
  readonly vault: CredentialVault;
  readonly #secrets = new MemoryKeyValueStore();
  readonly #commands = new AssetCommands(this.store);
  readonly #appended = new Map<string, number>();
  #changes = 0;
  #stop: (() => Promise<void>) | undefined;
  #http: GuardedClient;

  private constructor(
    readonly notion: NotionFake,
    readonly source: DataSource,
    private readonly options: StageOptions,
  ) {
    this.vault = new CredentialVault(this.#secrets, MASTER_KEY);
    this.#http = new GuardedClient({ allowed: parseAllowedHosts('127.0.0.1') });
  }

  static async open(options: StageOptions = {}): Promise<MirrorStage> {
    const notion = await NotionFake.start();
    const { workspace } = notion;
    const source = workspace.addDataSource('Discord Message Database', {
      Name: { type: 'title' },
      [STATUS]: {
        type: options.statusType ?? 'select',
        options: ['Processing', 'Downloading', 'Transcribing', 'Uploading to Drive', 'Complete', 'Error'],
      },
      [ERRORS]: { type: 'rich_text' },
      Drive: { type: 'url' },
      Seconds: { type: 'number' },
      Done: { type: 'date' },
      Owner: { type: 'people' },
    });
    const stage = new MirrorStage(notion, source, options);
    await stage.connect(notion.token);
    await stage.channel();
    return stage;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.notion.close();
  }

  async connect(token: string, credential = CREDENTIAL): Promise<void> {
    const secret: Secret = { v: 1, kind: 'token', grant: newId(), token };
    const found = await this.vault.find(credential);
    if (found === undefined) await new CredentialWriter(this.#secrets, MASTER_KEY).put(credential, secret);
    else await this.vault.rotate(credential, secret, found.revision);
  }

  async channel(changed: Partial<ChannelNote> = {}): Promise<void> {
    const note: ChannelNote = {
      v: 1,
      channel: CHANNEL,
      owner: OWNER,
      name: 'audit-process',
      actionType: 'update_origin',
      fieldMap: { status: STATUS, process_errors: ERRORS },
      credential: CREDENTIAL,
      changedAt: newId(),
      version: (this.#changes += 1),
      ...changed,
    };
    await this.values.write(`channel.${String(note.channel)}`, codes.decode(channelNoteCodec.encode(note)), 'anything');
  }

  async sendAgain(assetId: string): Promise<void> {
    const wish = resendCodec.encode({ v: 1, by: 'owner-1', at: new Date(this.clock.now()).toISOString() });
    await this.values.write(`resend.${assetId}`, codes.decode(wish), 'anything');
  }

  page(): NotionPage {
    return this.notion.workspace.addPage(this.source, { Name: 'A call' });
  }

  /** Creates a video from a page, with a started run. Nothing is in the log yet. */
  video(page: NotionPage, { assetId = newAssetId(), start, channel = CHANNEL, title = 'A talk' }: VideoOptions = {}): Journey {
    const journey = new Journey(assetId, start).register({
      pipeline: 'audit-process',
      origin: { channel, page: page.id },
      title,
    });
    journey.run(aConfig(['drive']));
    return journey;
  }

  /** Appends the new commits of a video to the log, at most this many. */
  async record(journey: Journey, most = Infinity): Promise<void> {
    const before = this.#appended.get(journey.assetId) ?? 0;
    const fresh = journey.commits.slice(before, before + most);
    this.#appended.set(journey.assetId, before + fresh.length);
    for (const { commit } of fresh) {
      const whole: Commit = {
        ...commit,
        id: newId(),
        actor: { kind: 'system', id: 'spec' },
        causationId: newId(),
        correlationId: newId(),
      };
      await this.store.append(journey.assetId, whole, await this.store.head(journey.assetId));
    }
  }

  start(): void {
    const stopping = new AbortController();
    const { clock, store, values, leases, notion, vault } = this;
    const timeoutMs = this.options.timeoutMs ?? 30_000;
    const mirror = new Mirror(
      {
        ...{ store, values, leases, clock },
        commands: this.#commands,
        notion: { vault, http: this.#http, url: notion.url, timeoutMs, paces: new Paces(clock, 1_000) },
        retrying: { longestMs: 300_000, random: () => 0.5 },
        settleMs: 30_000,
        stallsEveryMs: 20_000,
        reports: {
          written: () => undefined,
          failed: (code, asset) => {
            this.failures.push(code);
            this.options.reports?.failed(code, asset);
          },
          problem: (error) => {
            this.problems.push(error);
            this.options.reports?.problem(error);
          },
        },
      },
      stopping.signal,
    );
    const ended = mirror.run().catch((error: unknown) => {
      if (!stopping.signal.aborted) this.problems.push(error);
    });
    this.#stop = async () => {
      stopping.abort();
      await ended;
    };
  }

  async stop(): Promise<void> {
    await this.#stop?.();
    this.#stop = undefined;
  }

  async restart(): Promise<void> {
    await this.stop();
    this.start();
  }

  writes(page: NotionPage): readonly LogEntry[] {
    return this.notion.log.filter(({ method, target }) => method === 'PATCH' && target.includes(page.id));
  }

  trail(page: NotionPage): readonly unknown[] {
    return page.history.filter(({ property }) => property === STATUS).map(({ value }) => value);
  }

  recordOf(assetId: string): MirrorRecord | undefined {
    const stored = this.values.all.get(`page.${assetId}`);
    return stored === undefined ? undefined : mirrorRecordCodec.decode(new TextEncoder().encode(stored.text));
  }

  async shows(page: NotionPage, status: string): Promise<void> {
    await until(() => page.values.get(STATUS) === status, { what: `the word ${status} on the page`, interval: 5 });
  }

  async quiet({ assetId, state, personal }: Journey): Promise<void> {
    const view = renderMirrorView(state, { personal });
    await until(
      () => {
        const record = this.recordOf(assetId);
        const { wanted, sent, sending } = record ?? {};
        if (wanted === undefined || wanted.status !== view?.status || wanted.since !== view.since) return false;
        return wanted.digest === sent?.digest && sending === undefined;
      },
      { what: `the page of ${assetId} to be in step`, interval: 5 },
    );
  }
}
