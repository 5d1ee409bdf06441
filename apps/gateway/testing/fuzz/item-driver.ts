import { newAssetId, newId, uploadPrefix, type Artifact, type JsonObject, type PipelineName } from '@throughline/contracts';
import { defaultRunConfig, openSteps } from '@throughline/domain';
import type { ActorCommand, AttemptCommand, Command, CommandOf } from '@throughline/domain';
import { renderTranscriptJson, type Transcript } from '@throughline/media';
import { until } from '@throughline/stack/testing';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import { completeStep, currentAttemptId, startStep, workThrough } from '#src/testing/work-through.js';
import { DraftedHistory } from './drafted-history.js';
import { Renaming, type FileOfItem, type ItemTemplate } from './item-template.js';

/** File name in the documented example of an artifact. */
const ARTIFACT = 'transcript.srt';

/** A command without the fields that the sender adds. Distributes over a union. */
type UnsentCommand<C, K extends string> = C extends unknown ? Omit<C, K> : never;

/** A new item with methods that bring it into a state. Nothing is in the log before it is stored. */
export class ItemDriver {
  readonly id = newAssetId();
  readonly ports: { readonly commands: DraftedHistory };
  readonly #files: FileOfItem[] = [];
  readonly #from = this.now;

  constructor(
    readonly gateway: MemoryGateway,
    readonly owner: string,
    /** Part of all personal data of the recording. */
    readonly mark: string,
    readonly pipeline: PipelineName = 'recording',
  ) {
    this.ports = { commands: new DraftedHistory(gateway.store, this.id) };
  }

  store(): Promise<void> {
    return this.ports.commands.store();
  }

  /** Stores a file of the item. */
  async put(key: string, text: string): Promise<{ readonly size: number; readonly sha256: string }> {
    const stored = await this.gateway.artifacts.put(key, Buffer.from(text));
    this.#files.push({ key, text, sha256: stored.sha256 });
    return stored;
  }

  /** Returns the item as a template, and `undefined` if a part of it is stored. */
  get template(): ItemTemplate | undefined {
    const { id, owner } = this;
    const { drafts } = this.ports.commands;
    return drafts === undefined ? undefined : { id, owner, drafts, files: this.#files, from: this.#from, until: this.now };
  }

  /** Becomes an item like another one. */
  async copy(template: ItemTemplate): Promise<void> {
    const renaming = new Renaming(template, this);
    for (const { key, text, sha256 } of template.files)
      renaming.add(sha256, (await this.put(renaming.apply(key), renaming.apply(text))).sha256);
    this.ports.commands.copy(renaming.apply(template.drafts));
  }

  async send(command: Command): Promise<void> {
    const actor = { kind: 'user', id: this.owner } as const;
    await this.ports.commands.execute(this.id, command, { commandId: newId(), actor, correlationId: 'fuzz' });
  }

  get now(): string {
    return new Date().toISOString();
  }

  async register(come: Pick<CommandOf<'RegisterAsset'>, 'pipeline' | 'origin'> = {}): Promise<void> {
    const key = `${uploadPrefix(this.id)}/source`;
    const stored = await this.put(key, `${this.mark} ${this.id}`);
    const source = { kind: 'upload', key, mediaType: 'video/mp4', ...stored } as const;
    await this.sendRegistration({ ...come, fileName: `${this.mark}.mp4`, source });
  }

  registerAddress(): Promise<void> {
    const source = { kind: 'url', settings: { origin: 'https://files.example' } };
    return this.sendRegistration({ source, sourceUrl: `https://files.example/${this.mark}.mp4` });
  }

  async run(): Promise<void> {
    const outputs = [{ name: 'library', type: 'folder', settings: { folder: 'library' }, follow_ups: ['thumbnail'] }];
    await this.send({
      type: 'StartRun',
      by: this.owner,
      now: this.now,
      runId: newId(),
      config: { ...defaultRunConfig, outputs },
      configSources: {},
    });
  }

  start(step: string): Promise<string> {
    return startStep(this, this.id, step);
  }

  async fetched(): Promise<void> {
    await completeStep(this, this.id, 'DOWNLOAD', [await this.artifact(), await this.transcript()]);
  }

  async fail(step: string): Promise<void> {
    await this.start(step);
    const how = { code: 'spec', message: `${this.mark} is broken`, retryable: false, progress: 0.5 };
    await this.sendAsWorker(step, { type: 'FailStep', ...how });
  }

  async deliver(step: string, result: JsonObject): Promise<void> {
    await this.start(step);
    await this.sendAsWorker(step, { type: 'CompleteStep', result, artifacts: [], metrics: {} });
  }

  sendAsUser(command: UnsentCommand<Extract<Command, ActorCommand>, 'now' | 'by'>): Promise<void> {
    return this.send({ ...command, now: this.now, by: this.owner });
  }

  async sendAsWorker(
    step: string,
    command: UnsentCommand<Extract<Command, AttemptCommand>, 'now' | 'step' | 'attemptId'>,
  ): Promise<void> {
    const attemptId = await currentAttemptId(this, this.id, step);
    await this.send({ ...command, now: this.now, step, attemptId });
  }

  async firstOpen(): Promise<string> {
    const [step] = openSteps((await this.ports.commands.load()).state);
    if (step === undefined) throw new Error('Nothing is open');
    return step;
  }

  private sendRegistration(come: Partial<CommandOf<'RegisterAsset'>>): Promise<void> {
    return this.send({
      type: 'RegisterAsset',
      now: this.now,
      assetId: this.id,
      owner: this.owner,
      pipeline: this.pipeline,
      title: this.mark,
      language: 'auto',
      isMapped: true,
      ...come,
    });
  }

  private async transcript(): Promise<Artifact> {
    const key = `${this.id}/transcript.json`;
    const span = { start: 0, end: 1, confidence: 0.5 };
    const transcript: Transcript = {
      engine: 'spec',
      model: '',
      language: 'en',
      quality: 'draft',
      notes: [],
      durationSeconds: 1,
      meanConfidence: 0.5,
      words: [{ ...span, word: this.mark }],
      segments: [{ ...span, id: 0, text: this.mark, speaker: 'S1' }],
      speakers: [{ id: 'S1' }],
    };
    const stored = await this.put(key, renderTranscriptJson(transcript));
    return { role: 'transcript', name: 'transcript.json', key, mediaType: 'application/json', ...stored };
  }

  private async artifact(): Promise<Artifact> {
    const key = `${this.id}/${ARTIFACT}`;
    const stored = await this.put(key, `1\n00:00:00,000 --> 00:00:01,000\n${this.mark}\n`);
    return { role: 'subtitles', name: ARTIFACT, key, mediaType: 'application/x-subrip', ...stored };
  }
}

const queueItem = async (life: ItemDriver): Promise<void> => {
  await life.register();
  await life.run();
};

const downloading = async (life: ItemDriver): Promise<void> => {
  await queueItem(life);
  await life.start('DOWNLOAD');
};

const fetchSource = async (life: ItemDriver): Promise<void> => {
  await downloading(life);
  await life.fetched();
};

const processing = async (life: ItemDriver): Promise<void> => {
  await fetchSource(life);
  await life.start(await life.firstOpen());
};

const ready = async (life: ItemDriver): Promise<void> => {
  await fetchSource(life);
  await workThrough(life, life.id);
};

const deleteItem = async (life: ItemDriver): Promise<void> => {
  await ready(life);
  await life.sendAsUser({ type: 'DeleteAsset', expiresAt: '2100-01-01T00:00:00.000Z' });
};

const DELIVERY = 'deliver:library';
const THUMBNAIL = `${DELIVERY}/thumbnail`;

export const LIVES = {
  registered: (life) => life.register(),
  queueItem,
  downloading,
  processing,
  ready,
  failed: async (life) => {
    await fetchSource(life);
    await life.fail(await life.firstOpen());
  },
  unreachable: async (life) => {
    await life.registerAddress();
    await life.run();
    await life.fail('DOWNLOAD');
  },
  'not delivered': async (life) => {
    await fetchSource(life);
    await workThrough(life, life.id, [DELIVERY]);
    await life.fail(DELIVERY);
  },
  'without a follow-up': async (life) => {
    await fetchSource(life);
    await workThrough(life, life.id, [THUMBNAIL]);
    await life.fail(THUMBNAIL);
  },
  unconfirmed: async (life) => {
    await fetchSource(life);
    await workThrough(life, life.id, [DELIVERY]);
    await life.deliver(DELIVERY, { unconfirmed: true });
  },
  waiting: async (life) => {
    await downloading(life);
    const how = { for: 'disk-full', message: `${life.mark} does not fit`, progress: 0.5 };
    await life.sendAsWorker('DOWNLOAD', { type: 'WaitStep', ...how });
  },
  paused: async (life) => {
    await downloading(life);
    await life.sendAsUser({ type: 'PauseRun', reason: life.mark });
    await life.fetched();
  },
  pausing: async (life) => {
    await processing(life);
    await life.sendAsUser({ type: 'PauseRun', until: '2100-01-01T00:00:00.000Z' });
  },
  cancelled: async (life) => {
    await processing(life);
    await life.sendAsUser({ type: 'CancelRun', reason: life.mark });
  },
  'of a page': async (life) => {
    await life.register({ pipeline: 'audit-process', origin: { channel: 1, page: newId() } });
    await life.run();
  },
  reset: async (life) => {
    await ready(life);
    await life.sendAsUser({ type: 'ResetAsset' });
  },
  deleteItem,
  expired: async (life) => {
    await ready(life);
    await life.sendAsUser({ type: 'DeleteAsset', expiresAt: life.now });
    await life.send({ type: 'ExpireAsset', now: life.now });
  },
  erased: async (life) => {
    await ready(life);
    await life.sendAsUser({ type: 'EraseAsset' });
  },
  quarantined: async (life) => {
    await life.register();
    await life.store();
    await until(async () => (await life.gateway.rows.byIds([life.id])).has(life.id));
    life.gateway.rows.quarantine(life.id);
  },
} satisfies Record<string, (life: ItemDriver) => Promise<void>>;

type Bring = (life: ItemDriver) => Promise<void>;

/** By the state, then by pipeline and mark. Worlds have thousands of items in the same few states. */
const templates = new WeakMap<Bring, Map<string, ItemTemplate>>();

async function drive(life: ItemDriver, bring: Bring): Promise<void> {
  const known = templates.get(bring) ?? new Map<string, ItemTemplate>();
  templates.set(bring, known);
  const key = `${life.pipeline} ${life.mark}`;
  const template = known.get(key);
  if (template !== undefined) return life.copy(template);
  await bring(life);
  const made = life.template;
  if (made !== undefined) known.set(key, made);
}

/** Stores a new item that has been brought into a state, and returns its id. */
export async function createItem(life: ItemDriver, bring: Bring): Promise<string> {
  await drive(life, bring);
  await life.store();
  return life.id;
}
