import { createHash } from 'node:crypto';
import { deliveryStep } from '@throughline/contracts';
import { describeEnginesFor, isPresent, isRunActive, renderChangingFields, renderLogFields } from '@throughline/domain';
import type {
  Asset,
  LibraryConfig,
  LogFields,
  OutputItem,
  PersonalData,
  RecordingItem as DomainItem,
  StageItem,
} from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import type { UserNames } from '../../people/index.js';
import { findOlderDuplicate, type ItemRows } from '../../adapters/projection/index.js';
import type { LiveProgress, StallWatch } from '../../workers/index.js';
import type { Forecasts, SharedFacts } from '../estimates/forecasts.js';
import type { ItemSnapshot } from './item-loader.js';
import { etagOf, movingEtagOf, type ItemWithParts } from './live-fields.js';
import type { LibraryConfigs } from '../runs/library-configs.js';
import { renderOwnSettings, type OwnSettingsItem } from './own-settings.js';
import type { MissingCopies } from './missing-copies.js';
import {
  isSameUnreadable,
  limitItem,
  limitState,
  renderUnreadable,
  type QuarantinePlace,
  type ShownState,
} from './limit-actions.js';
import { combineVerdicts, judgeRunningSteps, type StalledVerdict } from './stalled-steps.js';
import { renderPreviews, type PreviewsAnswer } from './previews.js';
import { renderThumbnail, type ThumbnailAnswer } from './thumbnail.js';

/** An item's origin, as the API shows it; null if it came from no page. */
type OriginItem = { readonly channel_id: number; readonly page_id: string } | null;

export const renderOrigin = ({ origin }: Asset): OriginItem =>
  origin === undefined ? null : { channel_id: origin.channel, page_id: origin.page };

export type RecordingItem = Omit<DomainItem, 'processing_stages' | 'outputs' | 'state'> & {
  readonly processing_stages: readonly (StageItem & { readonly stalled: StalledVerdict })[];
  readonly outputs: readonly (OutputItem & { readonly stalled: StalledVerdict })[];
  /** Null if nobody paused it, or if the user's name is unknown. */
  readonly paused_by_name: string | null;
  readonly cancelled_by_name: string | null;
  /** Considers every running step, including the download and follow-ups. */
  readonly stalled: StalledVerdict;
  /** Opaque. Clients return it as `min_revision` or `after_revision`. */
  readonly revision: string;
  /** True if the history cannot be applied. The item shows the last good state. */
  readonly quarantined: boolean;
  /** True if only a newer release can apply the history. The item shows the last state that this release could read. */
  readonly needs_upgrade: boolean;
  /** Position and reason of the commit that cannot be applied; null if all can. */
  readonly quarantine: QuarantinePlace | null;
  /** The owner's oldest recording with the same content that was registered earlier. */
  readonly duplicate_of: { readonly id: string; readonly created_at: string } | null;
  /** The Notion page and the channel that the item came from. */
  readonly origin: OriginItem;
  readonly thumbnail: ThumbnailAnswer | null;
  readonly previews: PreviewsAnswer;
} & ShownState &
  OwnSettingsItem;

const isSame = (a: ItemSnapshot, b: ItemSnapshot): boolean =>
  a.revision === b.revision &&
  a.personal === b.personal &&
  isSameUnreadable(a.held, b.held) &&
  a.duplicateOf?.id === b.duplicateOf?.id;

/** Facts that change an item's actions without a commit. Undefined if they do not concern it. */
interface Marks {
  readonly missingCopy: string | undefined;
  readonly engines: string | undefined;
}

const isSameMarks = (a: Marks, b: Marks): boolean => a.missingCopy === b.missingCopy && a.engines === b.engines;

export const collectUserIds = ({ pause, run }: Asset): readonly string[] =>
  [pause?.by, run?.cancelled?.by].filter((id): id is string => id !== undefined);

/** Returns true if an item can change without a new revision: progress, ETA, queue position, stall. */
export const isMoving = (asset: Asset): boolean => isRunActive(asset) || asset.steps.some(({ phase }) => phase === 'running');

/** The facts that an item in progress shows without a commit. */
interface Movement {
  readonly live: ReturnType<LiveProgress['of']>;
  readonly stalled: ReadonlyMap<string, StalledVerdict>;
  readonly facts: SharedFacts;
}

const isSameMap = <T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>): boolean =>
  a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);

const isSameMovement = (a: Movement | undefined, b: Movement | undefined): boolean =>
  a === b || (a !== undefined && b?.facts === a.facts && isSameMap(a.live, b.live) && isSameMap(a.stalled, b.stalled));

export interface ItemViewPorts {
  readonly live: LiveProgress;
  readonly stalls: Pick<StallWatch, 'livenessOf'>;
  readonly libraries: Pick<LibraryConfigs, 'refresh' | 'known'>;
  readonly rows: Pick<ItemRows, 'withContent'>;
  readonly forecasts: Forecasts;
  readonly names: Pick<UserNames, 'learn' | 'known'>;
  readonly missingCopies: Pick<MissingCopies, 'learn' | 'keyFor'>;
  /** The path below which people reach the server: empty at the root of its host. */
  readonly basePath: string;
}

/** Renderer of the API's recordings: the domain renders, heartbeats add the live progress. */
export class ItemView {
  readonly #rendered = new WeakMap<
    Asset,
    {
      readonly of: ItemSnapshot;
      readonly library: LibraryConfig;
      readonly marks: Marks;
      readonly movement: Movement | undefined;
      readonly item: RecordingItem;
    }
  >();
  /** The allowed actions, which are expensive to decide, cached for each state. */
  readonly #settled = new WeakMap<
    Asset,
    {
      readonly personal: PersonalData;
      readonly library: LibraryConfig;
      readonly marks: Marks;
      readonly fields: LogFields;
    }
  >();

  constructor(private readonly ports: ItemViewPorts) {}

  /** Loads the inputs of ETAs, queue positions, allowed actions and names. Call before `render`. */
  async prepare(recordings: readonly Pick<ItemSnapshot, 'asset'>[]): Promise<void> {
    const assets = recordings.map(({ asset }) => asset);
    await Promise.all([
      this.ports.forecasts.prepare(assets),
      this.ports.names.learn(assets.flatMap(collectUserIds)),
      this.ports.missingCopies.learn(assets),
      ...[...new Set(assets.map(({ owner }) => owner))].map((owner) => this.ports.libraries.refresh(owner)),
    ]);
  }

  /** Renders an item. Returns the same object until something that it shows changes. */
  render(recording: ItemSnapshot): RecordingItem {
    const { asset } = recording;
    const library = this.ports.libraries.known(asset.owner);
    const marks = this.#marksOf(asset);
    const movement = isMoving(asset) ? this.#movementOf(asset) : undefined;
    const cached = this.#rendered.get(asset);
    const isCurrent =
      cached?.library === library && isSameMarks(cached.marks, marks) && isSameMovement(cached.movement, movement);
    if (isCurrent && isSame(cached.of, recording)) return cached.item;
    const item = this.rendered(recording, movement ?? this.#movementOf(asset));
    // Do not cache an item with an unknown name: it may be loaded before the next read.
    if (collectUserIds(asset).every((id) => this.ports.names.known(id) !== undefined))
      this.#rendered.set(asset, { of: recording, library, marks, movement, item });
    return item;
  }

  #movementOf(asset: Asset): Movement {
    const { live, stalls, forecasts } = this.ports;
    return { live: live.of(asset), stalled: judgeRunningSteps(asset, stalls), facts: forecasts.shared() };
  }

  private rendered(recording: ItemSnapshot, { live, stalled, facts }: Movement): RecordingItem {
    const { asset, personal, revision, held, duplicateOf } = recording;
    // Streams render repeatedly without waiting: data loaded now appears in the next rendering.
    this.ports.forecasts.freshen([asset]);
    void this.ports.names.learn(collectUserIds(asset));
    const forecast = { ...facts, isStalled: (step: string) => stalled.get(step) === true };
    const moving = renderChangingFields(asset, personal, { live, forecast });
    const rendered: DomainItem = { ...this.settled(asset, personal), ...moving };
    const of = (step: string): StalledVerdict => stalled.get(step) ?? (stalled.has(step) ? null : false);
    return {
      ...(held === undefined ? rendered : limitItem(rendered, held.kind)),
      ...limitState(rendered, held?.kind),
      processing_stages: rendered.processing_stages.map((stage) => ({ ...stage, stalled: of(stage.stage_type) })),
      outputs: rendered.outputs.map((output) => ({ ...output, stalled: of(deliveryStep(output.id)) })),
      paused_by_name: this.nameOf(rendered.paused_by),
      cancelled_by_name: this.nameOf(rendered.cancelled_by),
      stalled: combineVerdicts(stalled.values()),
      revision,
      // A newer release may be processing an item that this one cannot read. A quarantined item waits for an operator.
      terminal: held === undefined ? rendered.terminal : held.kind === 'quarantined',
      quarantined: held?.kind === 'quarantined',
      needs_upgrade: held?.kind === 'needs-upgrade',
      quarantine: renderUnreadable(held),
      // Newer events, which cannot be read, may have changed it.
      retention: held === undefined ? rendered.retention : null,
      duplicate_of: duplicateOf === undefined ? null : { id: duplicateOf.id, created_at: duplicateOf.createdAt },
      origin: renderOrigin(asset),
      thumbnail: renderThumbnail(asset, this.ports.basePath),
      previews: renderPreviews(asset, this.ports.basePath),
      ...renderOwnSettings(asset, personal, this.ports.libraries.known(asset.owner)),
    };
  }

  #marksOf(asset: Asset): Marks {
    const { engines } = this.ports.libraries.known(asset.owner);
    return {
      missingCopy: this.ports.missingCopies.keyFor(asset),
      engines: describeEnginesFor(asset, engines),
    };
  }

  private settled(asset: Asset, personal: PersonalData): LogFields {
    const library = this.ports.libraries.known(asset.owner);
    const marks = this.#marksOf(asset);
    const { missingCopy } = marks;
    const cached = this.#settled.get(asset);
    if (cached?.personal === personal && cached.library === library && isSameMarks(cached.marks, marks)) return cached.fields;
    const fields = renderLogFields(asset, personal, library, missingCopy === undefined ? {} : { missingCopy });
    this.#settled.set(asset, { personal, library, marks, fields });
    return fields;
  }

  private nameOf(id: string | null): string | null {
    return id === null ? null : (this.ports.names.known(id) ?? null);
  }

  /** Renders the result of a command, without reading a row. */
  async renderLoaded(id: string, { state, personal, revision }: LoadedAsset): Promise<RecordingItem> {
    if (!isPresent(state)) throw new Error(`Recording ${id} was changed and is absent`);
    const [duplicateOf] = await Promise.all([findOlderDuplicate(this.ports.rows, state), this.prepare([{ asset: state }])]);
    return this.render({ id, asset: state, personal, revision, held: undefined, duplicateOf });
  }

  /**
   * Returns what changes the item's actions without a commit: the bytes of its only copy are missing, or engines that it lacked
   * are there. Call before `prepare`, so that an ETag with this answer is never newer than the rendered item.
   */
  async marksOf({ asset }: ItemSnapshot): Promise<readonly string[]> {
    await this.ports.missingCopies.learn([asset]);
    const { missingCopy, engines } = this.#marksOf(asset);
    const digest = engines === undefined ? [] : [createHash('sha256').update(engines).digest('base64url').slice(0, 12)];
    return [...(missingCopy === undefined ? [] : ['copy-missing']), ...digest];
  }

  /** Returns the ETag of the rendered item. */
  tagOf(shown: ItemSnapshot, item: ItemWithParts, marks: readonly string[]): string {
    return isMoving(shown.asset) ? movingEtagOf(shown, item, marks) : etagOf(shown, marks);
  }
}
