import { Module, type DynamicModule } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import { RECORDING_PIPELINES, type EngineNote } from '@throughline/contracts';
import type { AssetCommands, QuarantineActs } from '@throughline/engine';
import type { EventStore } from '@throughline/event-store';
import { systemClock, type Leases } from '@throughline/messaging';
import { Health, Metrics, type Failpoint, type Logger } from '@throughline/service-kit';
import { ArtifactLinksController } from './artifacts/artifact-links.controller.js';
import { PastItems } from './as-of/past-item.js';
import { PastLists } from './as-of/past-list.js';
import { PastRecordings } from './as-of/past-recordings.js';
import type { PastRows } from './as-of/past-rows.js';
import { ARTIFACTS, ArtifactsController } from './artifacts/artifacts.controller.js';
import { RecordingFiles } from './artifacts/recording-files.js';
import type { ChangeFeed } from './changes/change-feed.js';
import type { Projected } from './changes/projected.js';
import { BulkController } from './bulk/bulk.controller.js';
import { BulkRequests } from './bulk/bulk-requests.js';
import { CommandsController } from './commands/commands.controller.js';
import { ItemRequests } from './commands/item-requests.js';
import { OwnedItems } from './commands/owned-items.js';
import { OutputsController } from './commands/outputs.controller.js';
import { RedeliverController } from './commands/redeliver.controller.js';
import { Retention } from './commands/retention.js';
import { assembleDocuments } from './documents/assemble-documents.js';
import { assembleChannels, type ChannelPorts } from './channels/assemble-channels.js';
import type { ChannelSweep } from './channels/channel-sweep.js';
import { assembleCredentials, type CredentialPorts } from './credentials/assemble-credentials.js';
import { ApiDocuments, DocsController } from './docs/docs.controller.js';
import { AboutController } from './health/about.controller.js';
import type { ForecastRows } from './eta/forecast-rows.js';
import { Forecasts } from './eta/forecasts.js';
import { ExplainController } from './explain/explain.controller.js';
import { ExplainRecording } from './explain/explain-recording.js';
import { EraseController } from './erase/erase.controller.js';
import { KeptAnswers } from './erase/kept-answers.js';
import type { GatewaySettings } from './gateway-settings.js';
import { GatewayHealthController } from './health/health.controller.js';
import { IdempotentRequests } from './idempotency/idempotent-requests.js';
import type { IdempotencyStore } from './idempotency/idempotency-store.js';
import { Intakes } from './intake/intakes.js';
import { tellOfStreams } from './metrics/http-metrics.js';
import { GatewayMetricsController } from './metrics/metrics.controller.js';
import { ScrapeToken } from './metrics/scrape-token.js';
import { FreshRows } from './positions/fresh-rows.js';
import type { ShownPositions } from './positions/shown-positions.js';
import { OfferedOutputs, OfferedOutputsController } from './outputs/offered-outputs.controller.js';
import { LiveProgress } from './recordings/live-progress.js';
import { RecordingLoader } from './recordings/queries/recording-loader.js';
import { RecordingQueries } from './recordings/queries/recording-queries.js';
import { RecordingView } from './recordings/recording-view.js';
import { RecordingsController } from './recordings/recordings.controller.js';
import type { StallWatch } from './recordings/stall-watch.js';
import { RegisterController } from './recordings/register/register.controller.js';
import { RegisterFetched } from './recordings/register/register-fetched.js';
import { RegisterRecording } from './recordings/register/register-recording.js';
import { RegisterRequests } from './recordings/register/register-requests.js';
import { SourceRules } from './recordings/register/source-rules.js';
import { UploadLimits } from './recordings/register/upload-limits.js';
import type { RecordingRows } from './recordings/rows.js';
import { SimulatedOutputs } from './simulation/simulated-outputs.js';
import { SimulationController } from './simulation/simulation.controller.js';
import { SimulationSettings } from './settings/simulation.js';
import { RunRequests } from './runs/run-requests.js';
import { RunsController } from './runs/runs.controller.js';
import { StartRuns } from './runs/start-run.js';
import { assembleSessions } from './sessions/assemble-sessions.js';
import { SessionRequests } from './sessions/session-requests.js';
import { KnownNames } from './users/known-names.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { Sessions } from './sessions/sessions.js';
import { assembleStreams } from './stream/assemble-streams.js';
import { StreamController } from './stream/stream.controller.js';
import { Streams } from './stream/streams.js';
import { assembleAccess, type AccessPorts } from './sign-in/access.js';
import type { Authenticator } from './tokens/authenticator.js';
import { TranscriptController } from './transcript/transcript.controller.js';
import { assembleTranscripts } from './transcript/assemble-transcripts.js';
import { CorrectionsController } from './transcript/corrections.controller.js';
import { Corrections } from './transcript/corrections.js';
import type { PendingCorrections } from './transcript/pending-corrections.js';
import { Transcripts } from './transcript/transcripts.js';
import { Receptions } from './uploads/receptions.js';
import { assembleUploads } from './uploads/assemble-uploads.js';
import type { UploadSweep } from './uploads/sweep.js';
import type { UploadStore } from './uploads/upload-store.js';
import { WorkerRegistry } from './workers/worker-registry.js';
import { QuarantineController } from './quarantine/quarantine.controller.js';
import { Quarantine } from './quarantine/quarantine.js';
import type { QuarantinedRows } from './quarantine/quarantined.js';
import { WorkersController } from './workers/workers.controller.js';

/** What the gateway stands on: real in `main.ts`, in memory in specs. */
export interface GatewayPorts extends AccessPorts, CredentialPorts, ChannelPorts {
  readonly commands: AssetCommands;
  readonly acts: QuarantineActs;
  readonly quarantined: QuarantinedRows;
  readonly artifacts: ArtifactStore;
  readonly rows: RecordingRows;
  readonly forecastRows: ForecastRows;
  readonly sessionRows: RecordingRows;
  readonly documentRows: RecordingRows;
  readonly idempotency: IdempotencyStore;
  readonly changes: ChangeFeed;
  readonly projected: Projected;
  readonly past: PastRows;
  readonly documentPast: PastRows;
  /** Of the log. */
  readonly partitions: number;
  readonly uploads: UploadStore;
  /** Room for files; undefined where that cannot be told. */
  readonly freeBytes: () => Promise<number | undefined>;
  readonly live: LiveProgress;
  readonly stalls: StallWatch;
  readonly leases: Pick<Leases, 'isExpired'>;
  /** The log, for what is explained from the events themselves. */
  readonly history: Pick<EventStore, 'head' | 'load' | 'firstAfter' | 'incarnation'>;
  readonly shown: ShownPositions;
  readonly workers: WorkerRegistry;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly failpoint: Failpoint;
  readonly log: Logger;
}

/** The parts that are made of the ports, and that the process outside of Nest needs as well. */
export interface GatewayParts {
  readonly intakes: Intakes;
  readonly uploads: UploadSweep;
  readonly corrections: PendingCorrections;
  readonly channels: ChannelSweep;
  readonly authenticator: Authenticator;
  readonly module: DynamicModule;
}

@Module({})
export class GatewayModule {}

const value = <T>(provide: unknown, useValue: T): { provide: never; useValue: T } => ({ provide: provide as never, useValue });

/** Wires the application by hand: every class gets what it names, and nothing is found by reflection. */
export function assembleGateway(ports: GatewayPorts, settings: GatewaySettings, documents: ApiDocuments): GatewayParts {
  const { limits } = settings;
  const warn = (error: unknown): void => {
    ports.log.warn({ err: error }, 'something that can wait did not happen');
  };
  const { outputs, runDefaults, simulation } = settings;
  const engines = (): readonly EngineNote[] => ports.workers.equipment().flatMap((each) => each.engines ?? []);
  const runs = new RunRequests({ outputs, defaults: runDefaults, simulation: simulation.on, engines });
  const intakes = new Intakes(ports);
  const access = assembleAccess(ports, { ...settings, ...limits }, warn);
  const credentials = assembleCredentials(ports, settings);
  const fresh = new FreshRows(ports);
  const loader = new RecordingLoader(ports.rows, ports.commands, ports.shown);
  const once = new IdempotentRequests(ports.idempotency, warn);
  const forecasts = new Forecasts({ ...ports, rows: ports.forecastRows, clock: systemClock, onProblem: warn });
  const names = new KnownNames(ports.users, warn);
  const view = new RecordingView(ports.live, ports.stalls, runs.server(), ports.rows, forecasts, names);
  const queries = new RecordingQueries({ ...ports, loader, fresh });
  const items = new OwnedItems({ ...ports, queries });
  const uploads = new UploadLimits(limits.maxUploadBytes, limits.uploadIdleMs);
  const sources = new SourceRules(simulation.on, settings.fetchAllowed);
  const { artifacts, commands, rows, now, shown } = ports;
  const registering = new RegisterRecording({
    artifacts,
    intakes,
    rows,
    runs,
    maxBytes: limits.maxUploadBytes,
    pipeline: 'recording',
    shown,
  });
  const fetching = new RegisterFetched({ commands, runs, now, pipeline: 'recording', shown });
  const registrations = new RegisterRequests({
    registering,
    fetching,
    once,
    limits: uploads,
    sources,
    path: '/api/v1/recordings',
    start: 'asked',
    again: false,
    render: (id, loaded) => view.renderLoaded(id, loaded),
  });
  const retention = new Retention(settings.deletedKeepMs);
  const kept = new KeptAnswers(ports.idempotency, warn);
  const sessions = assembleSessions({
    ...ports,
    fresh,
    retention,
    kept,
    intakes,
    once,
    limits: uploads,
    sources,
    settings: { defaults: runDefaults, simulation: simulation.on },
  });
  const files = new RecordingFiles(queries);
  const words = assembleTranscripts({ ...ports, files, items }, warn);
  const papers = assembleDocuments({ ...ports, fresh, intakes, once, forecasts, names, runs, limits: uploads, sources }, warn);
  const resumable = assembleUploads({ ...ports, receptions: new Receptions(registering, papers.registering) }, limits);
  const { perStranger } = limits;
  const audits = assembleChannels({ ...ports, outputs, perStranger, runs, queries, view, sources });
  const streamed = { recordings: { pipelines: RECORDING_PIPELINES, queries, loader, view }, documents: papers.streamed } as const;
  const streams = assembleStreams(ports, streamed, limits.streamsPerUser, warn);
  tellOfStreams(ports.metrics, streams);
  const module: DynamicModule = {
    module: GatewayModule,
    // Order matters for equal patterns only; there are none.
    controllers: [
      GatewayHealthController,
      GatewayMetricsController,
      AboutController,
      DocsController,
      ...access.controllers,
      ...credentials.controllers,
      RegisterController,
      RunsController,
      CommandsController,
      OutputsController,
      RedeliverController,
      EraseController,
      BulkController,
      ExplainController,
      ArtifactsController,
      ArtifactLinksController,
      TranscriptController,
      CorrectionsController,
      RecordingsController,
      StreamController,
      SessionsController,
      SimulationController,
      WorkersController,
      QuarantineController,
      OfferedOutputsController,
      ...papers.controllers,
      ...audits.controllers,
      ...resumable.controllers,
    ],
    providers: [
      ...access.providers,
      ...credentials.providers,
      ...papers.providers,
      ...audits.providers,
      ...resumable.providers,
      value(Health, ports.health),
      value(Metrics, ports.metrics),
      value(ScrapeToken, new ScrapeToken(settings.metricsToken)),
      value(ApiDocuments, documents),
      value(ARTIFACTS, ports.artifacts),
      value(RecordingFiles, files),
      value(Transcripts, words.transcripts),
      value(Corrections, words.corrections),
      value(IdempotentRequests, once),
      value(UploadLimits, uploads),
      value(RegisterRecording, registering),
      value(RegisterRequests, registrations),
      value(Sessions, sessions.sessions),
      value(SessionRequests, sessions.requests),
      value(SimulationSettings, simulation),
      value(SourceRules, sources),
      value(SimulatedOutputs, new SimulatedOutputs(simulation, outputs)),
      value(OfferedOutputs, new OfferedOutputs(outputs)),
      value(RecordingView, view),
      value(KnownNames, names),
      value(LiveProgress, ports.live),
      value(WorkerRegistry, ports.workers),
      value(ExplainRecording, new ExplainRecording({ ...ports, queries, view, names })),
      value(RecordingQueries, queries),
      value(
        PastRecordings,
        new PastRecordings(
          new PastItems({ history: ports.history, queries, names, server: runs.server() }),
          new PastLists(ports.past),
        ),
      ),
      value(Streams, streams),
      value(OwnedItems, items),
      value(Quarantine, new Quarantine(ports)),
      value(ItemRequests, new ItemRequests({ items, once, view, path: '/api/v1/recordings' })),
      value(BulkRequests, new BulkRequests({ queries, once, onError: warn })),
      value(Retention, retention),
      value(KeptAnswers, kept),
      value(StartRuns, new StartRuns(runs)),
    ],
  };
  return {
    intakes,
    uploads: resumable.sweep,
    corrections: words.pending,
    channels: audits.sweep,
    authenticator: access.authenticator,
    module,
  };
}
