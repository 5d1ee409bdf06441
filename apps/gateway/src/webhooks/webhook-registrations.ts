import { createHash } from 'node:crypto';
import { assetIdOf, type OutputConfig } from '@throughline/contracts';
import { isPresent, type Asset } from '@throughline/domain';
import type { AssetCommands, LoadedAsset } from '@throughline/engine';
import type { Channel } from '../channels/channel.js';
import type { ChannelStore } from '../channels/channel-store.js';
import { CHANNEL_NAME } from '../channels/channels.dto.js';
import type { Mirrors } from '../mirrors/mirrors.js';
import { Problem } from '../problems/problem.js';
import type { ShownPositions } from '../positions/shown-positions.js';
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';
import type { RecordingView } from '../recordings/recording-view.js';
import { refusalProblem } from '../recordings/refusals.js';
import { RegisterFetched } from '../recordings/register/register-fetched.js';
import type { SourceRules } from '../recordings/register/source-rules.js';
import type { RunRequests } from '../runs/run-requests.js';
import { RunOverrides } from '../runs/run-overrides.dto.js';
import { hashOf } from '../tokens/token.js';
import { readWebhook, type WebhookOrder } from './read-webhook.js';
import { sentAgain, soonNote } from './sent-again.js';

export interface WebhookParts {
  readonly channels: Pick<ChannelStore, 'findBySecret'>;
  readonly commands: Pick<AssetCommands, 'execute' | 'load'>;
  readonly runs: RunRequests;
  readonly mirrors: Pick<Mirrors, 'of'>;
  readonly queries: Pick<RecordingQueries, 'known'>;
  readonly view: Pick<RecordingView, 'renderLoaded'>;
  readonly sources: SourceRules;
  readonly outputs: readonly OutputConfig[];
  readonly now: () => Date;
  readonly shown: ShownPositions;
}

export interface WebhookAnswer {
  readonly recording_id: string;
  readonly status: string;
  readonly url: string;
  readonly mirror: string;
  /** Why what has ended badly was not run again, and how it can be. */
  readonly note?: string;
}

/** `begun`: by this request; else it was known, and is left as it is. */
export interface Taken {
  readonly begun: boolean;
  readonly answer: WebhookAnswer;
}

/** A program of somebody's has asked, not a person: the log says so. */
const GATEWAY = 'gateway';
const ACTOR = { kind: 'service', id: GATEWAY } as const;

const NAME = new RegExp(CHANNEL_NAME);

const commandIdOf = (...parts: readonly string[]): string =>
  `webhook:${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`;

function requireThere({ deletedAt, expiredAt, erasedAt }: Asset): void {
  if (expiredAt !== undefined || erasedAt !== undefined) throw new Problem('channel-item-gone');
  if (deletedAt !== undefined) throw new Problem('deleted');
}

/** Makes recordings of what webhooks bring: one for each page and address of a channel, however often it comes. */
export class WebhookRegistrations {
  readonly #fetching: RegisterFetched;

  constructor(private readonly parts: WebhookParts) {
    this.#fetching = new RegisterFetched({ ...parts, pipeline: 'audit-process' });
  }

  /** Undefined where there is none of this name with this secret: which of both it is, nobody is told. */
  find(name: string, secret: string): Promise<Channel | undefined> {
    // Postgres takes no text with a zero byte, which anybody can send.
    return NAME.test(name) ? this.parts.channels.findBySecret(name, hashOf(secret)) : Promise.resolve(undefined);
  }

  async take(channel: Channel, body: unknown): Promise<Taken> {
    const order = await readWebhook(body, channel, this.parts.sources);
    this.#requireOutputs(channel);
    const url = order.source.address?.sourceUrl ?? '';
    const source = `channel:${String(channel.id)}`;
    const assetId = assetIdOf({ owner: channel.libraryId, source, externalId: `${order.page}\n${url}` });
    const known = await this.parts.commands.load(assetId);
    if (known === undefined || !isPresent(known.state)) return this.#register(channel, assetId, order);
    requireThere(known.state);
    const record = this.parts.mirrors.of(assetId);
    const again = sentAgain(known.state, { personal: known.personal, record, now: this.parts.now() });
    if (again === 'run') return this.#runAgain(channel, assetId, known.state);
    const { answer } = await this.#answer(assetId, known, false);
    return { begun: false, answer: again === 'soon' ? { ...answer, note: soonNote(assetId) } : answer };
  }

  async #register({ id, libraryId: owner }: Channel, assetId: string, { page, source }: WebhookOrder): Promise<Taken> {
    const registered = await this.#fetching.register({
      ...source,
      assetId,
      owner,
      actor: ACTOR,
      origin: { channel: id, page },
      commandId: commandIdOf('register', assetId),
    });
    return this.#answer(assetId, registered, true);
  }

  /** One new run for each that has ended badly, however often it is asked for. */
  async #runAgain({ libraryId, outputs }: Channel, assetId: string, asset: Asset): Promise<Taken> {
    const { held } = await this.parts.queries.known(libraryId, assetId);
    if (held !== undefined) throw new Problem(held.held);
    const commandId = commandIdOf('run', assetId, asset.run?.runId ?? asset.updatedAt);
    const overrides = Object.assign(new RunOverrides(), { output_config: { outputs: [...outputs] } });
    const now = this.parts.now().toISOString();
    const outcome = await this.parts.commands.execute(
      assetId,
      (state) => ({
        type: 'StartRun',
        now,
        by: GATEWAY,
        ...this.parts.runs.request({ assetId, commandId, overrides }, state),
      }),
      { commandId, actor: ACTOR, correlationId: commandId },
    );
    if (outcome.kind !== 'rejected') return this.#answer(assetId, outcome.asset, true);
    // Somebody else was quicker: it is at work, which is all that was wanted.
    if (outcome.rejection.code === 'already-running') return this.#answer(assetId, outcome.asset, false);
    throw refusalProblem(outcome.rejection);
  }

  async #answer(assetId: string, loaded: LoadedAsset, begun: boolean): Promise<Taken> {
    const { status } = await this.parts.view.renderLoaded(assetId, loaded);
    const url = `/api/v1/recordings/${assetId}`;
    return { begun, answer: { recording_id: assetId, status, url, mirror: `${url}/mirror` } };
  }

  #requireOutputs({ name, outputs }: Channel): void {
    const missing = outputs.filter((output) => !this.parts.outputs.some((one) => one.name === output));
    if (missing.length > 0)
      throw new Problem('channel-output-missing', { detail: `The channel ${name} names ${missing.join(', ')}.` });
  }
}
