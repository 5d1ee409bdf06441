import type { RunConfig } from '@throughline/contracts';
import { isPresent, renderRecording, type Asset, type RecordingItem as DomainItem } from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import type { LiveProgress } from './live-progress.js';
import type { ShownRecording } from './queries/recording-loader.js';

export type RecordingItem = DomainItem & {
  /** Opaque; give it back as `min_revision` or `after_revision`. */
  readonly revision: string;
  /** The history cannot be folded on: what is shown is the last good state. */
  readonly quarantined: boolean;
};

/** The step's attempt that has not ended. */
const attemptOf = (asset: Asset, step: string): string | undefined => {
  const newest = asset.steps.find((one) => one.step === step)?.attempts.at(-1);
  return newest?.end === undefined ? newest?.attemptId : undefined;
};

/** Makes the API's item of a recording: the domain renders, heartbeats fill in what moves now. */
export class RecordingView {
  constructor(
    private readonly live: LiveProgress,
    /** What a run would do if it were asked for without overrides. */
    private readonly runConfig: RunConfig,
  ) {}

  render(recording: ShownRecording): RecordingItem {
    const { asset, personal, revision, quarantined } = recording;
    const rendered = renderRecording(asset, personal, { live: this.progressOf(recording), config: this.runConfig });
    if (rendered === undefined) throw new Error(`Recording ${recording.id} is shown and absent`);
    return { ...rendered, revision, quarantined };
  }

  /** What a command has just made of a recording: read-your-writes without a read. */
  renderLoaded(id: string, { state, personal, revision }: LoadedAsset): RecordingItem {
    if (!isPresent(state)) throw new Error(`Recording ${id} was changed and is absent`);
    return this.render({ id, asset: state, personal, revision, quarantined: false });
  }

  /** Something moves that the revision does not tell of. */
  isMoving(recording: ShownRecording): boolean {
    return this.progressOf(recording).size > 0;
  }

  private progressOf({ id, asset }: ShownRecording): ReturnType<LiveProgress['of']> {
    return this.live.of(id, (step, attemptId) => attemptOf(asset, step) === attemptId);
  }
}
