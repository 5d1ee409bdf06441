import { deliveryStep, isUuid } from '@throughline/contracts';
import {
  fold,
  foldPersonal,
  initialPersonal,
  isPresent,
  nounOf,
  renderRecording,
  type Asset,
  type Personal,
  type ServerConfig,
} from '@throughline/domain';
import type { EventStore, History, Recorded } from '@throughline/event-store';
import { notFound } from '../problems/problem.js';
import { refuseAll } from '../recordings/held-actions.js';
import type { Refusal } from '../recordings/held.js';
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';
import { originItem } from '../recordings/origin-item.js';
import { peopleIn, type RecordingItem } from '../recordings/recording-view.js';
import type { KnownNames } from '../users/known-names.js';
import { isWithin, type Moment } from './moment.js';

/** The moment that an answer is of. */
export interface AsOf {
  /** Of the last commit that is in it: the same item again, whatever clocks say. */
  readonly position: string;
  /** The time that was asked for; of a position the one at which it was stored. */
  readonly time: string;
  readonly revision: string;
}

export type PastItem = RecordingItem & { readonly as_of: AsOf };

interface PastItemPorts {
  readonly history: Pick<EventStore, 'load'>;
  readonly queries: Pick<RecordingQueries, 'known'>;
  readonly server: ServerConfig;
  readonly names: Pick<KnownNames, 'learn' | 'known'>;
}

const over = ({ pipeline }: Asset): Refusal => ({
  code: 'as-of',
  reason: 'This is how it was; nothing can be done to the past.',
  tryInstead: `Ask for the ${nounOf(pipeline)} as it is now.`,
});

interface Past {
  readonly last: Recorded;
  readonly asset: Asset;
  readonly personal: Personal;
}

/** What the history had come to; undefined where nothing had been recorded yet. */
export function pastOf({ commits }: History, moment: Moment): Past | undefined {
  const then = commits.filter((commit) => isWithin(moment, commit));
  const asset = fold(then);
  const last = then.at(-1);
  if (last === undefined || !isPresent(asset)) return undefined;
  return { last, asset, personal: then.flatMap(({ commit }) => commit.events).reduce(foldPersonal, initialPersonal) };
}

/** Heartbeats are not kept: whether a worker was alive then, nobody can say any more. */
const stalledOf = (asset: Asset, step: string): false | null =>
  asset.steps.some((one) => one.step === step && one.phase === 'running') ? null : false;

/** A recording as it was (U6): its history up to a moment, folded by the rules of today, with that moment for a clock. */
export class PastItems {
  constructor(private readonly ports: PastItemPorts) {}

  /** Throws `not-found` for what is not the owner's, and for what was not there yet. */
  async item(owner: string, id: string, moment: Moment): Promise<PastItem> {
    return (await this.at(owner, id, moment)).item;
  }

  /** The same, with what it was rendered from. */
  async at(owner: string, id: string, moment: Moment): Promise<Pick<Past, 'asset' | 'personal'> & { readonly item: PastItem }> {
    if (!isUuid(id)) throw notFound();
    await this.ports.queries.known(owner, id);
    const past = pastOf(await this.ports.history.load(id), moment);
    if (past === undefined || past.asset.owner !== owner) throw notFound();
    const { asset, personal } = past;
    await this.ports.names.learn(peopleIn(asset));
    return { asset, personal, item: this.#render(past, moment) };
  }

  #render({ last, asset, personal }: Past, moment: Moment): PastItem {
    const rendered = renderRecording(asset, personal, { server: this.ports.server });
    if (rendered === undefined) throw notFound();
    const { revision, position, storedAt } = last;
    const nameOf = (by: string | null): string | null => (by === null ? null : (this.ports.names.known(by) ?? null));
    return {
      ...refuseAll(rendered, over(asset)),
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
      origin: originItem(asset),
      as_of: { position, time: moment.kind === 'time' ? moment.time : storedAt, revision },
    };
  }
}
