import { isUuid } from '@throughline/contracts';
import {
  explainRun,
  explainStatus,
  explainSteps,
  foldPersonal,
  initialPersonal,
  isPresent,
  type Asset,
  type ExplainedStep,
  type FailureExplanation,
  type HistoryEvent,
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
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';
import type { RecordingItem, RecordingView } from '../recordings/recording-view.js';
import type { RecordingRows } from '../recordings/rows.js';
import type { AttemptAddress } from '../recordings/stall-watch.js';
import type { WorkerRegistry } from '../workers/worker-registry.js';
import { laneFacts, type LaneFacts } from './lane-facts.js';
import { leaseFacts, type LeaseFacts } from './lease-facts.js';
import { rowFacts, type RowFacts } from './row-facts.js';

export interface ExplainPorts {
  readonly history: Pick<EventStore, 'load'>;
  readonly commands: Pick<AssetCommands, 'load'>;
  readonly rows: Pick<RecordingRows, 'byIds'>;
  readonly queries: Pick<RecordingQueries, 'known'>;
  readonly leases: Pick<Leases, 'isExpired'>;
  readonly workers: Pick<WorkerRegistry, 'laneOf'>;
  readonly view: Pick<RecordingView, 'renderLoaded'>;
  readonly now: () => Date;
}

/** Why a step is not finished, with what is known of it beside the log. */
export interface ExplainedStepItem extends StepExplanation {
  /** What a worker said when it failed or began to wait. */
  readonly message: string | null;
  /** Of a step that is at work. */
  readonly lease: LeaseFacts | null;
  /** Of a step that waits for a worker. */
  readonly lane_service: LaneFacts | null;
}
export interface ExplanationItem {
  readonly recording_id: string;
  /** What is explained is the log up to here. */
  readonly revision: string;
  readonly explained_at: string;
  readonly status: StatusExplanation;
  readonly failure: FailureExplanation & { readonly reason: string | null };
  readonly run: RunExplanation;
  readonly steps: readonly ExplainedStepItem[];
  readonly allowed_actions: RecordingItem['allowed_actions'];
  readonly projection: RowFacts;
}

const WAITS_FOR_A_WORKER: ReadonlySet<StepSituation> = new Set<StepSituation>(['queued', 'retry', 'waiting']);
const TELLS_WHY: ReadonlySet<StepSituation> = new Set<StepSituation>(['retry', 'waiting', 'failed']);

const eventsOf = (history: History): readonly HistoryEvent[] =>
  history.commits.flatMap(({ commit, position }) =>
    commit.events.map((event, index) => ({ event, at: commit.at, position: String(position), index })),
  );

/** Explains a recording from its log (U1). What the log does not say is asked of the leases, the workers and the rows. */
export class ExplainRecording {
  constructor(private readonly ports: ExplainPorts) {}

  async explain(owner: string, id: string): Promise<ExplanationItem> {
    if (!isUuid(id)) throw notFound();
    const history = await this.#historyOf(owner, id);
    const { state, status, failure } = explainStatus(id, eventsOf(history));
    if (!isPresent(state) || state.owner !== owner) throw notFound();
    const personal = history.commits.flatMap(({ commit }) => commit.events).reduce(foldPersonal, initialPersonal);
    const { revision } = history;
    const item = this.ports.view.renderLoaded(id, { state, personal, revision });
    const now = this.ports.now().toISOString();
    const [projection, ...steps] = await Promise.all([
      rowFacts(this.ports.rows, id, history),
      ...explainSteps(state, now).map((step) => this.#stepItem(state, step, personal)),
    ]);
    return {
      recording_id: id,
      revision,
      explained_at: now,
      status,
      failure: { ...failure, reason: item.failed_reason },
      run: explainRun(state),
      steps,
      allowed_actions: item.allowed_actions,
      projection,
    };
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
    const at =
      code === 'running' && attempt !== undefined ? { assetId: asset.assetId, step, attemptId: attempt.attemptId } : undefined;
    return {
      ...explanation,
      message: TELLS_WHY.has(code) ? (personal.steps?.[step]?.message ?? null) : null,
      lease:
        at === undefined ? null : await leaseFacts(at, { leases: this.ports.leases, isRunning: (each) => this.#isRunning(each) }),
      lane_service: WAITS_FOR_A_WORKER.has(code) ? laneFacts(this.ports.workers, service, lane) : null,
    };
  }

  async #isRunning(attempt: AttemptAddress): Promise<boolean> {
    return isRunning((await this.ports.commands.load(attempt.assetId))?.state, attempt);
  }
}
