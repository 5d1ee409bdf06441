import { PREVIEW, type AssetEvent, type WorkerService } from '@throughline/contracts';
import {
  arePreviewsOutdated,
  endsWithoutTrimmedFile,
  hasPreviews,
  isPresent,
  lacksWebVersion,
  previewFileOf,
  previewPlan,
  type AssetState,
} from '@throughline/domain';
import type { StoredCommit } from '@throughline/event-store';
import type { AssetCommands } from '../commands/asset-commands.js';

export const PREVIEW_SERVICE: WorkerService = previewPlan.service;

/** Items of this source exist to try the system out. They have previews if somebody asks for them. */
const SIMULATED = 'simulated';

export interface PreviewRequestsParts {
  readonly commands: Pick<AssetCommands, 'execute' | 'load'>;
  readonly worker: string;
  readonly clock?: () => Date;
}

type Commit = Pick<StoredCommit['commit'], 'id' | 'correlationId' | 'events'>;

const endsPreviews = (event: AssetEvent): boolean =>
  (event.type === 'StepCompleted' || event.type === 'StepFailed') && event.data.step === PREVIEW;

/** A run has brought the file. An item at rest gets no commits that nobody asked for: people and scripts change it at a revision. */
const keysIn = (event: AssetEvent): readonly string[] =>
  event.type === 'StepCompleted' ? event.data.artifacts.map(({ key }) => key) : [];

/**
 * Returns true if the commit has brought the file that the previews are made of, or has ended previews of a former file: while they
 * were made, a request for those of the next file had no effect. Also true once the version for the browser can be made, after
 * the parts that take less time.
 */
function needsPreviews(state: AssetState, events: readonly AssetEvent[]): boolean {
  if (!isPresent(state) || state.sourceKind === SIMULATED) return false;
  const file = previewFileOf(state);
  if (file === undefined || !hasPreviews(state, file)) return false;
  if (events.some((event) => keysIn(event).includes(file.key))) return true;
  return (events.some(endsPreviews) && arePreviewsOutdated(state)) || lacksWebVersion(state);
}

/**
 * Asks for the previews of an item when a commit has brought its file, or when it has got another file while they were made
 * (ADR 132). Nothing of the run waits for it.
 */
export class PreviewRequests {
  constructor(private readonly parts: PreviewRequestsParts) {}

  concerns(events: readonly AssetEvent[]): boolean {
    return events.some((event) => keysIn(event).length > 0 || endsPreviews(event) || endsWithoutTrimmedFile(event));
  }

  /** A repeated call with the same commit adds nothing. An error, e.g. during an outage of the broker, makes the log deliver it again. */
  async afterCommit(assetId: string, { id, correlationId, events }: Commit): Promise<void> {
    const { commands, worker, clock } = this.parts;
    const asset = await commands.load(assetId);
    if (asset === undefined || !needsPreviews(asset.state, events)) return;
    const now = (clock?.() ?? new Date()).toISOString();
    const meta = { commandId: `previews:${id}`, actor: { kind: 'service', id: worker }, correlationId } as const;
    await commands.execute(assetId, { type: 'RequestPreviews', now }, meta, asset);
  }
}
