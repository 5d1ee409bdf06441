import { RECORDING_PIPELINES, isUuid, newAssetId, type PipelineName } from '@throughline/contracts';
import {
  explainRun,
  explainStatus,
  explainSteps,
  foldPersonal,
  initialPersonal,
  isPresent,
  nounOf,
  type Asset,
  type ExplainedStep,
  type FailureExplanation,
  type HistoryEvent,
  type ItemNoun,
  type Personal,
  type RunExplanation,
  type StatusExplanation,
  type StepExplanation,
  type StepSituation,
} from '@throughline/domain';
import type { AssetCommands } from '@throughline/engine';
import type { EventStore, History } from '@throughline/event-store';
import type { Leases } from '@throughline/messaging';
import { notFound } from '../problems/problem.js';
import { isRunning } from '../recordings/is-running.js';
import type { LiveProgress } from '../recordings/live-progress.js';
import { isForeign } from '../recordings/foreign.js';
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';
import type { RecordingItem, RecordingView } from '../recordings/recording-view.js';
import type { RecordingRows } from '../recordings/rows.js';
import type { AttemptAddress } from '../recordings/stall-watch.js';
import type { KnownNames } from '../users/known-names.js';
import type { WorkerRegistry } from '../workers/worker-registry.js';
import { laneFacts, type LaneFacts } from './lane-facts.js';
import { leaseFacts, type LeaseFacts } from './lease-facts.js';
import { usersIn, withNames } from './named-people.js';
import { findRow, rowFacts, type FoundRow, type RowFacts } from './row-facts.js';
import { repetition, type Repetition } from './repetition.js';

export interface ExplainPorts {
  readonly history: Pick<EventStore, 'load'>;
  readonly commands: Pick<AssetCommands, 'load'>;
  readonly rows: Pick<RecordingRows, 'byIds'>;
  readonly queries: Pick<RecordingQueries, 'known'>;
  readonly leases: Pick<Leases, 'isExpired'>;
  readonly workers: Pick<WorkerRegistry, 'laneOf'>;
  readonly live: Pick<LiveProgress, 'movedAt'>;
  readonly view: Pick<RecordingView, 'render'>;
  /** What is explained is of one of these kinds; left out: recordings. */
  readonly pipelines?: readonly PipelineName[];
  readonly now: () => Date;
  readonly names: Pick<KnownNames, 'teller'>;
}

/** Why a step is not simply done, with what is known of it beside the log. */
export interface ExplainedStepItem extends StepExplanation {
  /** What a worker said when it last failed or began to wait. */
  readonly message: string | null;
  /** Of a step that is at work. */
  readonly lease: LeaseFacts | null;
  /** Of a step that waits for a worker, or that another one could take over. */
  readonly lane_service: LaneFacts | null;
}
/** Named by the noun of its kind: `recording_id` or `document_id`. */
export interface ExplanationItem extends Readonly<Partial<Record<`${ItemNoun}_id`, string>>> {
  /** What is explained is the log up to here. */
  readonly revision: string;
  readonly explained_at: string;
  readonly status: StatusExplanation;
  readonly failure: FailureExplanation & { readonly reason: string | null };
  /** When it was deleted, and until when it can be restored. */
  readonly deleted_at: string | null;
  readonly expires_at: string | null;
  readonly expired_at: string | null;
  readonly erased_at: string | null;
  readonly duplicate_of: Repetition | null;
  /** With the reason that a person gave for its pause or its end. */
  readonly run: RunExplanation & { readonly reason: string | null };
  readonly steps: readonly ExplainedStepItem[];
  readonly allowed_actions: RecordingItem['allowed_actions'];
  readonly projection: RowFacts;
}

const NEEDS_A_WORKER: ReadonlySet<StepSituation> = new Set<StepSituation>(['queued', 'retry', 'waiting', 'running']);

const TELLS_WHY: ReadonlySet<StepSituation> = new Set<StepSituation>(['retry', 'waiting', 'paused', 'failed', 'skipped']);

/** What no row tells. */
const NOTHING_BESIDE = { held: undefined, duplicateOf: undefined };

const eventsOf = (history: History): readonly HistoryEvent[] =>
  history.commits.flatMap(({ commit, position }) =>
    commit.events.map((event, index) => ({ event, at: commit.at, position: String(position), index })),
  );

/** Explains a recording from its log (U1). What the log does not say is asked of the leases, the workers and the rows. */
export class ExplainRecording {
  constructor(private readonly ports: ExplainPorts) {}

  async explain(owner: string, id: string): Promise<ExplanationItem> {
    if (!isUuid(id)) throw notFound();
    const { row, history } = await this.#found(owner, id);
    const { state, status, failure } = explainStatus(id, eventsOf(history));
    const { pipelines = RECORDING_PIPELINES } = this.ports;
    if (!isPresent(state) || state.owner !== owner || !pipelines.some((one) => one === state.pipeline)) throw notFound();
    const personal = history.commits.flatMap(({ commit }) => commit.events).reduce(foldPersonal, initialPersonal);
    const { revision } = history;
    const now = this.ports.now().toISOString();
    const steps = await Promise.all(explainSteps(state, now).map((step) => this.#stepItem(state, step, personal)));
    const beside = row === undefined || row === 'away' ? NOTHING_BESIDE : row;
    const { held, duplicateOf } = beside;
    const item = this.ports.view.render({ id, asset: state, personal, revision, held, duplicateOf });
    const tell = await this.ports.names.teller(usersIn(history));
    return withNames(tell, {
      [`${nounOf(state.pipeline)}_id`]: id,
      revision,
      explained_at: now,
      status,
      failure: { ...failure, reason: item.failed_reason },
      deleted_at: item.deleted_at,
      expires_at: item.expires_at,
      expired_at: item.expired_at,
      erased_at: item.erased_at,
      duplicate_of: repetition(item.duplicate_of),
      run: { ...explainRun(state), reason: item.pause_reason ?? item.cancel_reason },
      steps,
      allowed_actions: item.allowed_actions,
      projection: rowFacts(row, history),
    });
  }

  /** A foreign id costs the calls of an unknown one: how long the answer takes must not tell whether it is there. */
  async #found(owner: string, id: string): Promise<{ readonly row: FoundRow; readonly history: History }> {
    const row = await findRow(this.ports.rows, id);
    const isOthers = row !== 'away' && isForeign(row, owner);
    return { row, history: await this.#historyOf(owner, isOthers ? newAssetId() : id) };
  }

  /** A history that cannot be read is spoken of to its owner alone. */
  async #historyOf(owner: string, id: string): Promise<History> {
    try {
      return await this.ports.history.load(id);
    } catch (error) {
      await this.ports.queries.known(owner, id);
      throw error;
    }
  }

  async #stepItem(asset: Asset, { explanation, attempt }: ExplainedStep, personal: Personal): Promise<ExplainedStepItem> {
    const { code, step, service, lane } = explanation;
    const { leases, live, workers } = this.ports;
    const at =
      code === 'running' && attempt !== undefined ? { assetId: asset.assetId, step, attemptId: attempt.attemptId } : undefined;
    const beside = explanation.worker ?? undefined;
    return {
      ...explanation,
      message: TELLS_WHY.has(code) ? (personal.steps?.[step]?.message ?? null) : null,
      lease: at === undefined ? null : await leaseFacts(at, { leases, live, isRunning: (each) => this.#isRunning(each) }),
      lane_service: NEEDS_A_WORKER.has(code) ? laneFacts(workers, { service, lane, beside }) : null,
    };
  }

  async #isRunning(attempt: AttemptAddress): Promise<boolean> {
    return isRunning((await this.ports.commands.load(attempt.assetId))?.state, attempt);
  }
}
