import { deliveryStep } from '@throughline/contracts';
import {
  isPresent,
  isRunActive,
  movingFields,
  settledFields,
  type Asset,
  type OutputItem,
  type Personal,
  type ServerConfig,
  type SettledFields,
  type RecordingItem as DomainItem,
  type StageItem,
} from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import type { Forecasts } from '../eta/forecasts.js';
import type { KnownNames } from '../users/known-names.js';
import type { LiveProgress } from './live-progress.js';
import type { ShownRecording } from './queries/recording-loader.js';
import { olderSame } from './older-same.js';
import { originItem, type OriginItem } from './origin-item.js';
import { refuseHeld } from './held-actions.js';
import { heldItem, sameHeld, type HeldItem } from './held.js';
import type { RecordingRows } from './rows.js';
import type { StallWatch } from './stall-watch.js';
import { anyStalled, stalledSteps, type Stalled } from './stalled-steps.js';

export type RecordingItem = Omit<DomainItem, 'processing_stages' | 'outputs'> & {
  readonly processing_stages: readonly (StageItem & { readonly stalled: Stalled })[];
  readonly outputs: readonly (OutputItem & { readonly stalled: Stalled })[];
  /** Null where there is nobody, and where the name is not known here any more. */
  readonly paused_by_name: string | null;
  readonly cancelled_by_name: string | null;
  /** Of any step that is at work, the download and follow-ups too. */
  readonly stalled: Stalled;
  /** Opaque; give it back as `min_revision` or `after_revision`. */
  readonly revision: string;
  /** The history cannot be folded on: what is shown is the last good state. */
  readonly quarantined: boolean;
  /** Only a newer release can fold the history on: what is shown is the last state that this one could read. */
  readonly needs_upgrade: boolean;
  /** Where and why its history cannot be applied; null where it can. */
  readonly quarantine: HeldItem | null;
  /** The oldest recording of the owner that was registered before and has the same content. */
  readonly duplicate_of: { readonly id: string; readonly created_at: string } | null;
  /** The page that it came from, and by way of which channel. */
  readonly origin: OriginItem;
};

const isSame = (a: ShownRecording, b: ShownRecording): boolean =>
  a.revision === b.revision && a.personal === b.personal && sameHeld(a.held, b.held) && a.duplicateOf?.id === b.duplicateOf?.id;

/** Who is named in an item. */
export const peopleIn = ({ pause, run }: Asset): readonly string[] =>
  [pause?.by, run?.cancelled?.by].filter((id): id is string => id !== undefined);

/** Makes the API's item of a recording: the domain renders, heartbeats fill in what moves now. */
export class RecordingView {
  readonly #atRest = new WeakMap<Asset, { readonly of: ShownRecording; readonly item: RecordingItem }>();
  /** What people may do is decided anew for each action: of a state that is asked for again and again, once. */
  readonly #settled = new WeakMap<Asset, { readonly personal: Personal; readonly fields: SettledFields }>();

  constructor(
    private readonly live: LiveProgress,
    private readonly stalls: Pick<StallWatch, 'livenessOf'>,
    /** What the operator says about every run. */
    private readonly server: ServerConfig,
    private readonly rows: Pick<RecordingRows, 'withContent'>,
    private readonly forecasts: Forecasts,
    private readonly names: Pick<KnownNames, 'learn' | 'known'>,
  ) {}

  /** To be awaited before `render`: what ETAs, places in queues and names are made of. */
  async prepare(recordings: readonly Pick<ShownRecording, 'asset'>[]): Promise<void> {
    const assets = recordings.map(({ asset }) => asset);
    await Promise.all([this.forecasts.prepare(assets), this.names.learn(assets.flatMap(peopleIn))]);
  }

  /** What nothing moves is rendered once: the same row gives the same state. */
  render(recording: ShownRecording): RecordingItem {
    if (this.isMoving(recording)) return this.rendered(recording);
    const kept = this.#atRest.get(recording.asset);
    if (kept !== undefined && isSame(kept.of, recording)) return kept.item;
    const item = this.rendered(recording);
    // A name that is not there yet is asked for; the next one who looks is told it.
    if (peopleIn(recording.asset).every((id) => this.names.known(id) !== undefined))
      this.#atRest.set(recording.asset, { of: recording, item });
    return item;
  }

  private rendered(recording: ShownRecording): RecordingItem {
    const { asset, personal, revision, held, duplicateOf } = recording;
    const stalled = stalledSteps(asset, this.stalls);
    // Streams render on and on without waiting: what is read now is there the next time.
    this.forecasts.freshen([asset]);
    void this.names.learn(peopleIn(asset));
    const forecast = this.forecasts.facts((step) => stalled.get(step) === true);
    const moving = movingFields(asset, personal, { live: this.live.of(asset), forecast });
    const rendered: DomainItem = { ...this.settled(asset, personal), ...moving };
    const of = (step: string): Stalled => stalled.get(step) ?? (stalled.has(step) ? null : false);
    return {
      ...(held === undefined ? rendered : refuseHeld(rendered, held.held)),
      processing_stages: rendered.processing_stages.map((stage) => ({ ...stage, stalled: of(stage.stage_type) })),
      outputs: rendered.outputs.map((output) => ({ ...output, stalled: of(deliveryStep(output.id)) })),
      paused_by_name: this.nameOf(rendered.paused_by),
      cancelled_by_name: this.nameOf(rendered.cancelled_by),
      stalled: anyStalled(stalled.values()),
      revision,
      // A newer release may be at work on what cannot be read here; what is parked waits for an operator.
      terminal: held === undefined ? rendered.terminal : held.held === 'quarantined',
      quarantined: held?.held === 'quarantined',
      needs_upgrade: held?.held === 'needs-upgrade',
      quarantine: heldItem(held),
      duplicate_of: duplicateOf === undefined ? null : { id: duplicateOf.id, created_at: duplicateOf.createdAt },
      origin: originItem(asset),
    };
  }

  private settled(asset: Asset, personal: Personal): SettledFields {
    const kept = this.#settled.get(asset);
    if (kept?.personal === personal) return kept.fields;
    const fields = settledFields(asset, personal, this.server);
    this.#settled.set(asset, { personal, fields });
    return fields;
  }

  private nameOf(id: string | null): string | null {
    return id === null ? null : (this.names.known(id) ?? null);
  }

  /** What a command has just made of a recording: read-your-writes without a read. */
  async renderLoaded(id: string, { state, personal, revision }: LoadedAsset): Promise<RecordingItem> {
    if (!isPresent(state)) throw new Error(`Recording ${id} was changed and is absent`);
    const [duplicateOf] = await Promise.all([olderSame(this.rows, state), this.prepare([{ asset: state }])]);
    return this.render({ id, asset: state, personal, revision, held: undefined, duplicateOf });
  }

  /** Something moves, or may, that the revision does not tell of: progress, the time of an end, a place in a queue, a stall. */
  isMoving({ asset }: ShownRecording): boolean {
    return isRunActive(asset) || asset.steps.some(({ phase }) => phase === 'running');
  }
}
