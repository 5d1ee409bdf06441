import type { Provider, Type } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { AssetCommands, QuarantineActs } from '@throughline/engine';
import type { EventStore } from '@throughline/event-store';
import { PastItems } from '../as-of/past-item.js';
import { PastLists } from '../as-of/past-list.js';
import type { PastRows } from '../as-of/past-rows.js';
import { RecordingFiles } from '../artifacts/recording-files.js';
import { BulkActions } from '../bulk/bulk-actions.js';
import { BulkRequests } from '../bulk/bulk-requests.js';
import type { ChangeFeed } from '../changes/change-feed.js';
import { ItemRequests } from '../commands/item-requests.js';
import { OwnedItems } from '../commands/owned-items.js';
import type { Forecasts } from '../eta/forecasts.js';
import { ExplainRecording, type ExplainPorts } from '../explain/explain-recording.js';
import type { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import type { Intakes } from '../intake/intakes.js';
import type { FreshRows } from '../positions/fresh-rows.js';
import type { ShownPositions } from '../positions/shown-positions.js';
import { LiveProgress } from '../recordings/live-progress.js';
import { RecordingLoader } from '../recordings/queries/recording-loader.js';
import { RecordingQueries } from '../recordings/queries/recording-queries.js';
import { RecordingView } from '../recordings/recording-view.js';
import { RegisterFetched } from '../recordings/register/register-fetched.js';
import { RegisterRecording } from '../recordings/register/register-recording.js';
import { RegisterRequests } from '../recordings/register/register-requests.js';
import type { SourceRules } from '../recordings/register/source-rules.js';
import type { UploadLimits } from '../recordings/register/upload-limits.js';
import type { RecordingRows } from '../recordings/rows.js';
import type { StallWatch } from '../recordings/stall-watch.js';
import type { RunRequests } from '../runs/run-requests.js';
import type { StreamedKind } from '../stream/assemble-streams.js';
import { StartRuns } from '../runs/start-run.js';
import {
  DocumentArtifactLinksController,
  DocumentArtifactsController,
  DocumentCommandsController,
  DocumentEraseController,
  DocumentExplainController,
  DocumentOutputsController,
  DocumentRunsController,
} from './document-controllers.js';
import type { KnownNames } from '../users/known-names.js';
import { DocumentBulkController } from './document-bulk.controller.js';
import { DocumentDesk } from './document-desk.js';
import { DocumentView } from './document-view.js';
import { DocumentsController } from './documents.controller.js';
import { Documents } from './documents.js';

export interface DocumentParts extends Pick<ExplainPorts, 'leases' | 'workers'> {
  readonly commands: AssetCommands;
  readonly acts: QuarantineActs;
  readonly artifacts: ArtifactStore;
  readonly documentRows: RecordingRows;
  readonly documentPast: PastRows;
  readonly changes: ChangeFeed;
  readonly fresh: FreshRows;
  readonly shown: ShownPositions;
  readonly live: LiveProgress;
  readonly stalls: StallWatch;
  readonly history: Pick<EventStore, 'load'>;
  readonly now: () => Date;
  readonly intakes: Intakes;
  readonly once: IdempotentRequests;
  readonly forecasts: Forecasts;
  readonly names: KnownNames;
  readonly runs: RunRequests;
  readonly limits: UploadLimits;
  readonly sources: SourceRules;
}

export interface AssembledDocuments {
  readonly controllers: readonly Type[];
  readonly providers: readonly Provider[];
  /** Takes files that have come in parts. */
  readonly registering: RegisterRecording;
  readonly streamed: StreamedKind;
}

const path = '/api/v1/documents';
const pipeline = 'document';

/** Documents stand on what recordings stand on, with a pipeline and words of their own. */
export function assembleDocuments(parts: DocumentParts, onProblem: (error: unknown) => void): AssembledDocuments {
  const {
    commands,
    artifacts,
    documentRows: rows,
    changes,
    live,
    stalls,
    now,
    intakes,
    once,
    limits,
    sources,
    runs,
    shown,
  } = parts;
  const items = new RecordingView(live, stalls, runs.server(), rows, parts.forecasts, parts.names);
  const view = new DocumentView(items, live);
  const loader = new RecordingLoader(rows, commands, shown, [pipeline]);
  const queries = new RecordingQueries({
    rows,
    changes,
    history: parts.history,
    fresh: parts.fresh,
    loader,
  });
  const registering = new RegisterRecording({ artifacts, intakes, rows, runs, maxBytes: limits.maxBytes, pipeline, shown });
  const registrations = new RegisterRequests({
    registering,
    fetching: new RegisterFetched({ commands, runs, now, pipeline, shown }),
    once,
    limits,
    sources,
    path,
    start: 'always',
    again: false,
    render: (id, loaded) => view.renderLoaded(id, loaded),
  });
  const files = new RecordingFiles(queries, path);
  const past = new PastItems({ history: parts.history, queries, names: parts.names, server: runs.server() });
  const pastLists = new PastLists(parts.documentPast);
  const owned = new OwnedItems({ queries, commands, acts: parts.acts, now, shown });
  const starts = new StartRuns(runs);
  const bulk = new BulkRequests({ queries, once, onError: onProblem, noun: 'document' });
  const desk = new DocumentDesk(
    owned,
    new ItemRequests({ items: owned, once, view, path }),
    starts,
    files,
    new ExplainRecording({ ...parts, rows, queries, view: items, pipelines: [pipeline] }),
    new BulkActions(bulk, owned, starts),
  );
  return {
    controllers: [
      DocumentRunsController,
      DocumentCommandsController,
      DocumentOutputsController,
      DocumentEraseController,
      DocumentBulkController,
      DocumentExplainController,
      DocumentArtifactsController,
      DocumentArtifactLinksController,
      DocumentsController,
    ],
    providers: [
      { provide: DocumentDesk, useValue: desk },
      {
        provide: Documents,
        useValue: new Documents({ queries, registering: registrations, view, files, past, pastLists, names: parts.names }),
      },
    ],
    registering,
    streamed: { pipelines: [pipeline], queries, loader, view },
  };
}
