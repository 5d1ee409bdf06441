import { deliveryStep, isUuid } from '@throughline/contracts';
import { fold, foldPersonal, initialPersonal, isPresent, nounOf, renderRecording } from '@throughline/domain';
import type { Asset, LibraryConfig, PersonalData } from '@throughline/domain';
import type { EventStore, History, StoredCommit } from '@throughline/event-store';
import { notFound, Problem } from '../../kit/http/problems/problem.js';
import { refuseAll, type Refusal } from '../read/limit-actions.js';
import type { ItemQueries } from '../read/item-queries.js';
import { renderOrigin, collectUserIds, type RecordingItem } from '../read/item-view.js';
import { NO_PREVIEWS } from '../read/previews.js';
import { renderOwnSettings } from '../read/own-settings.js';
import type { UserNames } from '../../people/index.js';
import { listUntil, type Moment } from './moment.js';

export interface ShownMoment {
  /** Position of the last commit included. Unlike a time, it always selects the same state. */
  readonly position: string;
  /** The requested time. For a requested position, the time at which the last commit was stored. */
  readonly time: string;
  readonly revision: string;
  /** True if events up to the moment happened in another system: their times are those of that system. */
  readonly imported: boolean;
}

export type PastItem = RecordingItem & { readonly as_of: ShownMoment };

interface PastItemPorts {
  readonly history: Pick<EventStore, 'load'>;
  readonly queries: Pick<ItemQueries, 'requireItem'>;
  readonly libraryOf: (libraryId: string) => Promise<LibraryConfig>;
  readonly names: Pick<UserNames, 'learn' | 'known'>;
}

const pastRefusal = ({ pipeline }: Asset): Refusal => ({
  code: 'as-of',
  reason: 'This is a past state. Past states cannot be changed.',
  tryInstead: `Ask for the ${nounOf(pipeline)} as it is now.`,
});

interface PastState {
  readonly last: StoredCommit;
  readonly asset: Asset;
  readonly personal: PersonalData;
}

/** The problem of an item of the library at a moment before its registration. */
export const notRegisteredYet = (): Problem =>
  new Problem('not-found', {
    detail: 'The item was not registered yet at that time.',
    tryInstead: 'Ask for a later time.',
  });

/** Folds the history up to the moment. Returns `undefined` if the item did not exist yet. */
export function foldUntil({ commits }: History, moment: Moment): PastState | undefined {
  const then = listUntil(moment, commits);
  const asset = fold(then);
  const last = then.at(-1);
  if (last === undefined || !isPresent(asset)) return undefined;
  return { last, asset, personal: then.flatMap(({ commit }) => commit.events).reduce(foldPersonal, initialPersonal) };
}

/** Heartbeats are not stored, so for a running step it is unknown if it had stalled. */
const stalledOf = (asset: Asset, step: string): false | null =>
  asset.steps.some((one) => one.step === step && one.phase === 'running') ? null : false;

/** Renders a recording in a past state (U6): folds its history up to a moment with the current rules. */
export class PastItems {
  constructor(private readonly ports: PastItemPorts) {}

  /** Throws `not-found` if the item belongs to another library now, or did not exist yet. Its past moves with it. */
  async item(owner: string, id: string, moment: Moment): Promise<PastItem> {
    return (await this.at(owner, id, moment)).item;
  }

  async at(
    owner: string,
    id: string,
    moment: Moment,
  ): Promise<Pick<PastState, 'asset' | 'personal'> & { readonly item: PastItem }> {
    if (!isUuid(id)) throw notFound();
    await this.ports.queries.requireItem(owner, id);
    const past = foldUntil(await this.ports.history.load(id), moment);
    if (past === undefined) throw notRegisteredYet();
    const { asset, personal } = past;
    const [library] = await Promise.all([this.ports.libraryOf(owner), this.ports.names.learn(collectUserIds(asset))]);
    return { asset, personal, item: this.#render(past, moment, library) };
  }

  #render({ last, asset, personal }: PastState, moment: Moment, library: LibraryConfig): PastItem {
    const rendered = renderRecording(asset, personal, { server: library });
    if (rendered === undefined) throw notFound();
    const { revision, position, storedAt } = last;
    const nameOf = (by: string | null): string | null => (by === null ? null : (this.ports.names.known(by) ?? null));
    return {
      ...refuseAll(rendered, pastRefusal(asset)),
      processing_stages: rendered.processing_stages.map((stage) => ({ ...stage, stalled: stalledOf(asset, stage.stage_type) })),
      outputs: rendered.outputs.map((output) => ({ ...output, stalled: stalledOf(asset, deliveryStep(output.id)) })),
      paused_by_name: nameOf(rendered.paused_by),
      cancelled_by_name: nameOf(rendered.cancelled_by),
      stalled: asset.steps.some(({ phase }) => phase === 'running') ? null : false,
      revision,
      quarantined: false,
      needs_upgrade: false,
      quarantine: null,
      duplicate_of: null,
      origin: renderOrigin(asset),
      // The present picture may show another video.
      thumbnail: asset.thumbnail === undefined ? null : { second: asset.thumbnail.second, url: null },
      previews: NO_PREVIEWS,
      // The present settings say nothing about the past.
      retention: rendered.deleted_at === null ? null : rendered.retention,
      ...renderOwnSettings(asset, personal, library),
      as_of: {
        position,
        time: moment.kind === 'time' ? moment.time : storedAt,
        revision,
        imported: asset.importedAt !== undefined,
      },
    };
  }
}
