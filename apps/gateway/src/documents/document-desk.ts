import type { BulkActions } from '../bulk/bulk-actions.js';
import type { ExplainRecording } from '../explain/explain-recording.js';
import type { RecordingFiles } from '../artifacts/recording-files.js';
import type { ItemRequests } from '../commands/item-requests.js';
import type { OwnedItems } from '../commands/owned-items.js';
import type { StartRuns } from '../runs/start-run.js';
import type { DocumentItem } from './document-view.js';

/** What the requests of every item work with, for documents. */
export class DocumentDesk {
  constructor(
    readonly items: OwnedItems,
    readonly requests: ItemRequests<DocumentItem>,
    readonly runs: StartRuns,
    readonly files: RecordingFiles,
    readonly explanations: ExplainRecording,
    readonly bulk: BulkActions,
  ) {}
}
