import { isUuid, newAssetId, type PipelineName } from '@throughline/contracts';
import {
  explainRetention,
  explainRun,
  explainSettings,
  explainSteps,
  isAttemptRunning,
  isPresent,
  nounOf,
  type Asset,
  type ExplainedStep,
  type FailureExplanation,
  type ItemNoun,
  type LibraryConfig,
  type RetentionExplanation,
  type RunExplanation,
  type SettingExplanation,
  type StatusExplanation,
  type StepExplanation,
  type StepSituation,
} from '@throughline/domain';
import type { AssetCommands } from '@throughline/engine';
import type { EventStore, History } from '@throughline/event-store';
import type { Leases } from '@throughline/messaging';
import { notFound } from '../../kit/http/problems/problem.js';
import { askBriefly } from '../../adapters/log/index.js';
import type { IdReplacer, UserNames } from '../../people/index.js';
import type { ItemRows, RowFreshness } from '../../adapters/projection/index.js';
import type { AttemptAddress, LiveProgress, WorkerRegistry } from '../../workers/index.js';
import { isForeign, type ItemSnapshot } from '../read/item-loader.js';
import type { ItemQueries } from '../read/item-queries.js';
import type { RecordingItem } from '../read/item-view.js';
import { laneFacts, type LaneFacts } from './lane-facts.js';
import { sourceFromLog, sourceFromRow, type ExplainedSource } from './explained-source.js';
import { leaseFacts, sayStarted, unansweredLease, type LeaseFacts } from './lease-facts.js';
import { findRow, type RowFacts, type RowLookup } from './row-facts.js';

/** Fields with text for people. Ids in other fields are for programs. */
const FOR_PEOPLE: ReadonlySet<string> = new Set(['says', 'message']);

/** Replaces user ids in the texts of an explanation with names. */
function insertNames<T>(replaceIds: IdReplacer, explanation: T): T {
  const named = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return FOR_PEOPLE.has(key) ? replaceIds(value) : value;
    if (Array.isArray(value)) return value.map((each: unknown) => named(each, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, named(each, name)]));
  };
  // Only strings change, so the type stays the same.
  return named(explanation, '') as T;
}

export interface DuplicateNotice {
  readonly id: string;
  readonly created_at: string;
  readonly says: string;
}

/** Returns a notice if an item with the same content exists. Both are processed; the owner decides which to delete. */
const duplicateNotice = (of: RecordingItem['duplicate_of']): DuplicateNotice | null =>
  of === null
    ? null
    : {
        ...of,
        says: `It has the same content as ${of.id}, which was registered at ${of.created_at}. Delete one of them if you need it once.`,
      };

/** The fields of an item that its explanation repeats. The optional fields are those that sessions do not have. */
export type ExplainedItem = Pick<
  RecordingItem,
  'failed_reason' | 'deleted_at' | 'expires_at' | 'expired_at' | 'erased_at' | 'allowed_actions'
> &
  Partial<Pick<RecordingItem, 'duplicate_of' | 'pause_reason' | 'cancel_reason'>>;

export interface ExplainPorts {
  readonly history: Pick<EventStore, 'load'>;
  readonly commands: Pick<AssetCommands, 'load'>;
  readonly rows: Pick<ItemRows, 'byIds'>;
  readonly fresh: Pick<RowFreshness, 'askLog'>;
  readonly queries: Pick<ItemQueries, 'requireItem'>;
  readonly leases: Pick<Leases, 'isExpired'>;
  readonly workers: Pick<WorkerRegistry, 'laneOf'>;
  readonly live: Pick<LiveProgress, 'movedAt'>;
  readonly storageProblem: () => Promise<string | undefined>;
  readonly view: { prepare(shown: readonly ItemSnapshot[]): Promise<void>; render(shown: ItemSnapshot): ExplainedItem };
  readonly libraryOf: (libraryId: string) => Promise<LibraryConfig>;
  readonly pipelines: readonly PipelineName[];
  readonly now: () => Date;
  readonly names: Pick<UserNames, 'replacer'>;
}

export interface ExplainedStepItem extends StepExplanation {
  readonly message: string | null;
  /** Only for a running step. */
  readonly lease: LeaseFacts | null;
  /** Only for a step that needs a worker. */
  readonly lane_service: LaneFacts | null;
}
/** The id's field is named after the kind of item: `recording_id`, `document_id` or `session_id`. */
export interface ExplanationItem extends Readonly<Partial<Record<`${ItemNoun}_id`, string>>> {
  readonly revision: string;
  readonly explained_at: string;
  readonly status: StatusExplanation;
  readonly failure: FailureExplanation & { readonly reason: string | null };
  readonly deleted_at: string | null;
  readonly expires_at: string | null;
  readonly expired_at: string | null;
  readonly erased_at: string | null;
  readonly duplicate_of: DuplicateNotice | null;
  /** `reason` is the user's reason for pausing or cancelling. `config_sources` names the layer of each setting that a step uses. */
  readonly run: RunExplanation & {
    readonly reason: string | null;
    readonly config_sources: Readonly<Record<string, string>>;
  };
  readonly steps: readonly ExplainedStepItem[];
  readonly settings: readonly SettingExplanation[];
  readonly retention: RetentionExplanation;
  readonly allowed_actions: RecordingItem['allowed_actions'];
  readonly projection: RowFacts;
}

const NEEDS_A_WORKER: ReadonlySet<StepSituation> = new Set<StepSituation>(['queued', 'retry', 'waiting', 'running']);

const TELLS_WHY: ReadonlySet<StepSituation> = new Set<StepSituation>(['retry', 'waiting', 'paused', 'failed', 'skipped']);

const NOTHING_BESIDE = { held: undefined, duplicateOf: undefined };

const reasonOf = ({ pause_reason: paused, cancel_reason: cancelled }: ExplainedItem): string | null =>
  paused ?? cancelled ?? null;

type StepSurroundings = Pick<ExplainedSource, 'personal' | 'from'> & { readonly storageProblem: string | undefined };

/** A history may be long. The answer must still come before the deadline of reads. Shorter while the log is known to be silent. */
const HISTORY_WITHIN_MS = 2_000;

/**
 * Explains an item from its log (U1), with leases, workers and the projected row for what the log does not hold. While the log
 * does not answer, explains the item from its row.
 */
export class ExplainItem {
  constructor(private readonly ports: ExplainPorts) {}

  async explain(owner: string, id: string): Promise<ExplanationItem> {
    if (!isUuid(id)) throw notFound();
    const row = await findRow(this.ports.rows, id);
    // A frozen broker does not say if its disk is full, so the answer does not wait for it.
    const [source, storageProblem] = await Promise.all([this.#sourceOf(owner, id, row), askBriefly(this.ports.storageProblem)]);
    const { from, state, status, failure, personal, revision, userIds, projection } = source;
    if (!isPresent(state) || state.owner !== owner || !this.ports.pipelines.some((one) => one === state.pipeline))
      throw notFound();
    const now = this.ports.now().toISOString();
    const beside = { personal, from, storageProblem };
    const steps = await Promise.all(explainSteps(state, now).map((step) => this.#stepItem(state, step, beside)));
    const { held, duplicateOf } = row === undefined || row === 'away' ? NOTHING_BESIDE : row;
    const shown = { id, asset: state, personal, revision, held, duplicateOf };
    const [library] = await Promise.all([this.ports.libraryOf(owner), this.ports.view.prepare([shown])]);
    const item = this.ports.view.render(shown);
    const replaceIds = await this.ports.names.replacer(userIds);
    return insertNames(replaceIds, {
      [`${nounOf(state.pipeline)}_id`]: id,
      revision,
      explained_at: now,
      status,
      failure: { ...failure, reason: item.failed_reason },
      deleted_at: item.deleted_at,
      expires_at: item.expires_at,
      expired_at: item.expired_at,
      erased_at: item.erased_at,
      duplicate_of: duplicateNotice(item.duplicate_of ?? null),
      run: { ...explainRun(state), reason: reasonOf(item), config_sources: state.run?.configSources ?? {} },
      steps,
      settings: explainSettings(state, library),
      retention: explainRetention(state, library),
      allowed_actions: item.allowed_actions,
      projection,
    });
  }

  /** Makes the same calls for another owner's item as for an unknown id, so that timing does not reveal that it exists. */
  async #sourceOf(owner: string, id: string, row: RowLookup): Promise<ExplainedSource> {
    const isOthers = row !== 'away' && isForeign(row, owner);
    const history = await this.#historyOf(owner, isOthers ? newAssetId() : id);
    return history === undefined ? sourceFromRow(row, owner) : sourceFromLog(id, history, row);
  }

  /** Reports a history that cannot be read only to the item's owner. */
  async #historyOf(owner: string, id: string): Promise<History | undefined> {
    try {
      return await this.ports.fresh.askLog(() => this.ports.history.load(id), HISTORY_WITHIN_MS);
    } catch (error) {
      await this.ports.queries.requireItem(owner, id);
      throw error;
    }
  }

  async #stepItem(
    asset: Asset,
    { explanation, attempt }: ExplainedStep,
    { personal, from, storageProblem }: StepSurroundings,
  ): Promise<ExplainedStepItem> {
    const { code, step, service, lane } = explanation;
    const at =
      code === 'running' && attempt !== undefined ? { assetId: asset.assetId, step, attemptId: attempt.attemptId } : undefined;
    const beside = explanation.worker ?? undefined;
    const lease = at === undefined ? null : await this.#leaseOf(at, from);
    return {
      ...explanation,
      says: sayStarted(explanation, lease),
      message: TELLS_WHY.has(code) ? (personal.steps?.[step]?.message ?? null) : null,
      lease,
      lane_service: NEEDS_A_WORKER.has(code) ? laneFacts(this.ports.workers, { service, lane, beside, storageProblem }) : null,
    };
  }

  /** The broker keeps the leases too, so they are not read if the log does not answer. */
  #leaseOf(at: AttemptAddress, from: ExplainedSource['from']): LeaseFacts | Promise<LeaseFacts> {
    const { leases, live } = this.ports;
    return from === 'row' ? unansweredLease : leaseFacts(at, { leases, live, isRunning: (each) => this.#isRunning(each) });
  }

  async #isRunning(attempt: AttemptAddress): Promise<boolean> {
    return isAttemptRunning((await this.ports.commands.load(attempt.assetId))?.state, attempt);
  }
}
