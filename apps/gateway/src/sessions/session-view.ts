import { isPresent, renderSession, type SessionItem as DomainItem } from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import { whileHeld } from '../recordings/held-actions.js';
import type { LiveProgress } from '../recordings/live-progress.js';
import type { ShownRecording } from '../recordings/queries/recording-loader.js';
import type { StallWatch } from '../recordings/stall-watch.js';
import { anyStalled, stalledSteps, type Stalled } from '../recordings/stalled-steps.js';

export interface SessionItem extends DomainItem {
  readonly revision: string;
  /** Whether the worker has died; null where this gateway cannot tell. */
  readonly stalled: Stalled;
}

/** What is shown of an asset: from its row or from the log. */
export type ShownSession = Pick<ShownRecording, 'id' | 'asset' | 'personal' | 'revision' | 'held'>;

/** Makes the API's item of a session: the domain renders, heartbeats and the clock fill in what moves now. */
export class SessionView {
  constructor(
    private readonly live: LiveProgress,
    private readonly stalls: Pick<StallWatch, 'livenessOf'>,
    private readonly now: () => Date,
  ) {}

  /** Of what is parked the last good state is shown, on which nobody may decide. */
  render({ id, asset, personal, revision, held }: ShownSession): SessionItem {
    const item = this.renderState(id, { state: asset, personal, revision });
    if (held === undefined) return item;
    const allowed = item.allowed.filter((action) => action !== 'retry');
    const terminal = held.held === 'quarantined';
    return { ...item, terminal, allowed, allowed_actions: whileHeld(item.allowed_actions, held.held) };
  }

  /** What a command has just made of it. */
  renderLoaded(id: string, loaded: LoadedAsset): Promise<SessionItem> {
    return Promise.resolve(this.renderState(id, loaded));
  }

  renderState(id: string, { state, personal, revision }: Pick<LoadedAsset, 'state' | 'personal' | 'revision'>): SessionItem {
    if (!isPresent(state)) throw new Error(`Session ${id} is shown and absent`);
    const stalled = anyStalled(stalledSteps(state, this.stalls).values());
    const context = { now: this.now().toISOString(), live: this.live.of(state), isStalled: stalled === true };
    return { ...renderSession(state, personal, context), revision, stalled };
  }
}
