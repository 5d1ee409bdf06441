import type { ArtifactStore } from '@throughline/artifact-store';
import type { AssetCommands, QuarantineActs } from '@throughline/engine';
import type { EventStore } from '@throughline/event-store';
import type { ChangeFeed } from '../changes/change-feed.js';
import { OwnedItems } from '../commands/owned-items.js';
import type { Retention } from '../commands/retention.js';
import type { KeptAnswers } from '../erase/kept-answers.js';
import type { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import type { Intakes } from '../intake/intakes.js';
import type { FreshRows } from '../positions/fresh-rows.js';
import type { ShownPositions } from '../positions/shown-positions.js';
import type { LiveProgress } from '../recordings/live-progress.js';
import { RecordingLoader } from '../recordings/queries/recording-loader.js';
import { RecordingQueries } from '../recordings/queries/recording-queries.js';
import { RegisterFetched } from '../recordings/register/register-fetched.js';
import { RegisterRecording } from '../recordings/register/register-recording.js';
import { RegisterRequests } from '../recordings/register/register-requests.js';
import type { SourceRules } from '../recordings/register/source-rules.js';
import type { UploadLimits } from '../recordings/register/upload-limits.js';
import type { RecordingRows } from '../recordings/rows.js';
import type { StallWatch } from '../recordings/stall-watch.js';
import { RunRequests, type RunSettings } from '../runs/run-requests.js';
import { StartRuns } from '../runs/start-run.js';
import { SessionRequests } from './session-requests.js';
import { SessionView } from './session-view.js';
import { Sessions } from './sessions.js';

export interface SessionParts {
  readonly commands: AssetCommands;
  readonly acts: QuarantineActs;
  readonly artifacts: ArtifactStore;
  readonly sessionRows: RecordingRows;
  readonly history: Pick<EventStore, 'load'>;
  readonly changes: ChangeFeed;
  readonly fresh: FreshRows;
  readonly shown: ShownPositions;
  readonly live: LiveProgress;
  readonly stalls: StallWatch;
  readonly now: () => Date;
  readonly intakes: Intakes;
  readonly once: IdempotentRequests;
  readonly retention: Retention;
  readonly kept: KeptAnswers;
  readonly limits: UploadLimits;
  readonly sources: SourceRules;
  readonly settings: Pick<RunSettings, 'defaults' | 'simulation'>;
}

/** Sessions stand on what recordings stand on, with a pipeline of their own. Their runs deliver nothing, so there are no outputs. */
export function assembleSessions(parts: SessionParts): { readonly sessions: Sessions; readonly requests: SessionRequests } {
  const {
    commands,
    artifacts,
    sessionRows: rows,
    changes,
    live,
    now,
    intakes,
    once,
    limits,
    sources,
    settings,
    fresh,
    shown,
  } = parts;
  const runs = new RunRequests({ ...settings, outputs: [] });
  const view = new SessionView(live, parts.stalls, now);
  const queries = new RecordingQueries({
    rows,
    changes,
    history: parts.history,
    fresh,
    loader: new RecordingLoader(rows, commands, shown, ['session']),
  });
  const pipeline = 'session';
  const registering = new RegisterRequests({
    registering: new RegisterRecording({ artifacts, intakes, rows, runs, maxBytes: limits.maxBytes, pipeline, shown }),
    fetching: new RegisterFetched({ commands, runs, now, pipeline, shown }),
    once,
    limits,
    sources,
    path: '/api/v1/sessions',
    start: 'always',
    again: true,
    render: (id, loaded) => Promise.resolve(view.renderState(id, loaded)),
  });
  const items = new OwnedItems({ queries, commands, acts: parts.acts, now, shown });
  return {
    sessions: new Sessions({ queries, registering, view }),
    requests: new SessionRequests({ items, runs: new StartRuns(runs), once, view, retention: parts.retention, kept: parts.kept }),
  };
}
