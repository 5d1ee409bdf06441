import { assetIdOf } from '@throughline/contracts';
import { isPresent, isRunActive, listOutputs, renderMirrorView, type Asset } from '@throughline/domain';
import type { AssetCommands, LoadedAsset } from '@throughline/engine';
import { createHash } from 'node:crypto';
import { Problem } from '../../kit/http/problems/problem.js';
import { FetchRegistrar, RunOverrides, toRefusalProblem } from '../../items/index.js';
import type { ItemQueries, ItemView, RunRequests, SourceRules } from '../../items/index.js';
import { hashOf } from '../../people/index.js';
import type { ClientPositions } from '../../adapters/projection/index.js';
import type { Quotas } from '../../people/quotas/index.js';
import type { ChannelStore } from '../channel-store.js';
import type { Channel } from '../channel.js';
import { CHANNEL_NAME } from '../channels.dto.js';
import type { MirrorRecordLookup, Mirrors } from '../mirrors/mirrors.js';
import { readVideo, type VideoOrder } from './read-video.js';
import type { IncomingVideoAnswer } from './incoming-videos.operations.js';

/**
 * Writing a status edits the Notion page, and an automation of Notion may send that edit to the channel.
 * Without a pause a written `Error` would start the failed item again, which ends in `Error`, for ever.
 * Automations act within seconds. A person who sends an item again has looked at its page first.
 */
const QUIET_MS = 60_000;

/**
 * The treatment of an item that arrives again. `soon`: the item has failed, but this may be the echo of its own page, so it is
 * not run yet.
 */
type RepeatDecision = 'run' | 'leave' | 'soon';

/** Returns the times of the page's `Error`, sent or being sent; empty if the record is unknown. */
function findErrorTimes(record: MirrorRecordLookup): readonly string[] {
  if (record === undefined || record === 'unknown') return [];
  return [record.sent, record.sending].flatMap((one) => (one?.status === 'Error' ? [one.at] : []));
}

/** Decides about an item that arrives again. Sending a failed, stopped or withdrawn item again is a request to run it. */
function decideOnRepeat(
  asset: Asset,
  {
    personal,
    record,
    now,
  }: { readonly personal: LoadedAsset['personal']; readonly record: MirrorRecordLookup; readonly now: Date },
): RepeatDecision {
  if (isRunActive(asset)) return 'leave';
  const view = renderMirrorView(asset, { personal });
  if (view === undefined) return 'run';
  if (view.status !== 'Error') return 'leave';
  const isQuiet = [view.since, ...findErrorTimes(record)].every((at) => now.getTime() - Date.parse(at) >= QUIET_MS);
  return isQuiet ? 'run' : 'soon';
}

const soonNote = (assetId: string): string =>
  `No run was started: the item failed, or its page showed the error, less than ${String(QUIET_MS / 1_000)} seconds ago. ` +
  `An automation may have sent this request because of that error. Send it again later, or run the item now: tl run ${assetId}, ` +
  `or POST /api/v1/recordings/${assetId}/run.`;

export interface IncomingVideosParts {
  readonly channels: Pick<ChannelStore, 'findBySecret'>;
  readonly commands: Pick<AssetCommands, 'execute' | 'load'>;
  readonly runs: RunRequests;
  readonly quotas: Quotas;
  readonly mirrors: Pick<Mirrors, 'of'>;
  readonly queries: Pick<ItemQueries, 'requireItem'>;
  readonly view: Pick<ItemView, 'renderLoaded'>;
  readonly sources: SourceRules;
  readonly now: () => Date;
  readonly shown: ClientPositions;
}

export interface IncomingVideoResult {
  readonly isStarted: boolean;
  readonly answer: Readonly<IncomingVideoAnswer>;
}

/** Another program has sent the request, so the log names a service instead of a person. */
const GATEWAY = 'gateway';
const ACTOR = { kind: 'service', id: GATEWAY } as const;

const NAME = new RegExp(CHANNEL_NAME);

/** Stored commits have ids with this prefix, so another one would run repeated requests again. */
const COMMAND_PREFIX = 'webhook';
const commandIdOf = (...parts: readonly string[]): string =>
  `${COMMAND_PREFIX}:${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`;

function requireThere({ deletedAt, expiredAt, erasedAt }: Asset): void {
  if (expiredAt !== undefined || erasedAt !== undefined) throw new Problem('channel-item-gone');
  if (deletedAt !== undefined) throw new Problem('deleted');
}

/** Recordings of the videos that other programs send to channels: one for each page and address, however often it arrives. */
export class IncomingVideos {
  readonly #fetching: FetchRegistrar;

  constructor(private readonly parts: IncomingVideosParts) {
    this.#fetching = new FetchRegistrar({ ...parts, pipeline: 'audit-process' });
  }

  /** Returns undefined if the name or the secret is wrong, without telling which. */
  find(name: string, secret: string): Promise<Channel | undefined> {
    // PostgreSQL refuses text with a NUL byte, which anybody can send.
    return NAME.test(name) ? this.parts.channels.findBySecret(name, hashOf(secret)) : Promise.resolve(undefined);
  }

  async take(channel: Channel, body: unknown): Promise<IncomingVideoResult> {
    const order = await readVideo(body, channel, this.parts.sources);
    await this.#requireOutputs(channel);
    const url = order.source.address?.sourceUrl ?? '';
    const source = `channel:${String(channel.id)}`;
    const assetId = assetIdOf({ owner: channel.libraryId, source, externalId: `${order.page}\n${url}` });
    const loaded = await this.parts.commands.load(assetId);
    if (loaded === undefined || !isPresent(loaded.state)) return this.#register(channel, assetId, order);
    requireThere(loaded.state);
    const record = this.parts.mirrors.of(assetId);
    const again = decideOnRepeat(loaded.state, { personal: loaded.personal, record, now: this.parts.now() });
    if (again === 'run') return this.#runAgain(channel, assetId, loaded.state);
    const { answer } = await this.#answer(assetId, loaded, false);
    return { isStarted: false, answer: again === 'soon' ? { ...answer, note: soonNote(assetId) } : answer };
  }

  async #register(
    { id, libraryId: owner }: Channel,
    assetId: string,
    { page, source }: VideoOrder,
  ): Promise<IncomingVideoResult> {
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

  /** Starts one new run for each failed run, however often the request arrives. */
  async #runAgain({ libraryId, outputs }: Channel, assetId: string, asset: Asset): Promise<IncomingVideoResult> {
    const { held } = await this.parts.queries.requireItem(libraryId, assetId);
    if (held !== undefined) throw new Problem(held.kind);
    const commandId = commandIdOf('run', assetId, asset.run?.runId ?? asset.updatedAt);
    const overrides = Object.assign(new RunOverrides(), { output_config: { outputs: [...outputs] } });
    const library = await this.parts.runs.library(libraryId);
    const now = this.parts.now().toISOString();
    const outcome = await this.parts.commands.execute(
      assetId,
      (state, _revision, personal) => ({
        type: 'StartRun',
        now,
        by: GATEWAY,
        ...this.parts.runs.request({ assetId, commandId, by: GATEWAY, overrides, library }, { state, personal }),
      }),
      { commandId, actor: ACTOR, correlationId: commandId },
    );
    if (outcome.kind !== 'rejected') return this.#answer(assetId, outcome.asset, true);
    // Another request was first, and the run is in progress as wanted.
    if (outcome.rejection.code === 'already-running') return this.#answer(assetId, outcome.asset, false);
    throw toRefusalProblem(outcome.rejection);
  }

  async #answer(assetId: string, loaded: LoadedAsset, isStarted: boolean): Promise<IncomingVideoResult> {
    const { status } = await this.parts.view.renderLoaded(assetId, loaded);
    const url = `/api/v1/recordings/${assetId}`;
    return { isStarted, answer: { recording_id: assetId, status, url, mirror: `${url}/mirror` } };
  }

  async #requireOutputs({ libraryId, name, outputs }: Channel): Promise<void> {
    if (outputs.length === 0) return;
    const configured = listOutputs((await this.parts.runs.library(libraryId)).config);
    const missing = outputs.filter((output) => !configured.some((one) => one.name === output));
    if (missing.length > 0)
      throw new Problem('channel-output-missing', {
        detail: `The channel ${name} names outputs that do not exist: ${missing.join(', ')}.`,
      });
  }
}
