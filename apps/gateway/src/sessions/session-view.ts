import { renderSession, type SessionItem as DomainItem } from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import type { LiveProgress } from '../recordings/live-progress.js';
import type { ShownRecording } from '../recordings/queries/recording-loader.js';

export interface SessionItem extends DomainItem {
  readonly revision: string;
}

/** What is shown of an asset: from its row or from the log. */
export type ShownSession = Pick<ShownRecording, 'id' | 'asset' | 'personal' | 'revision'>;

/** Makes the API's item of a session: the domain renders, heartbeats and the clock fill in what moves now. */
export class SessionView {
  constructor(
    private readonly live: LiveProgress,
    private readonly now: () => Date,
  ) {}

  render({ id, asset, personal, revision }: ShownSession): SessionItem {
    return this.renderState(id, { state: asset, personal, revision });
  }

  /** What a command has just made of it. */
  renderState(id: string, { state, personal, revision }: Pick<LoadedAsset, 'state' | 'personal' | 'revision'>): SessionItem {
    const live = state.phase === 'present' ? this.live.of(state) : undefined;
    const item = renderSession(state, personal, { now: this.now().toISOString(), live });
    if (item === undefined) throw new Error(`Session ${id} is shown and absent`);
    return { ...item, revision };
  }
}
