import { isImported, type AssetEvent, type Commit } from '@throughline/contracts';
import { FoldFailedError, recordedAt } from '@throughline/domain';
import {
  ObstacleError,
  comparePosition,
  type History,
  type Position,
  type StoredCommit,
  type Revision,
} from '@throughline/event-store';
import type { AuditRow } from './audit-row.js';
import { requireInstant, requireJsonText, requireText, requireUuid } from './storable.js';
import { isAssetFault } from './asset-fault.js';
import { appendMark } from './commit-marks.js';
import type { Fold, FoldedAsset, RecordedStatus } from './fold.js';

export interface AssetEntry {
  readonly assetId: string;
  readonly revision: Revision;
  readonly position: Position;
  readonly folded: FoldedAsset;
  readonly marks: string;
}

export interface AdvanceResult {
  readonly entry: AssetEntry;
  readonly audit: readonly AuditRow[];
}

/** Audit rows are never rewritten, so personal data, which an erasure must remove, never goes into them. */
const withoutPersonal = (event: AssetEvent): AssetEvent => {
  if (!('personal' in event)) return event;
  const { personal, ...open } = event;
  return personal === undefined ? event : open;
};

/** Rows contain only values of commits, so a commit whose values can be stored yields rows that can be stored. */
const requireStorableCommit = ({ assetId, commit, storedAt }: StoredCommit): void => {
  requireUuid(assetId, 'The id of the asset');
  requireText(commit.id, 'The id of a commit');
  requireText(commit.actor.id, 'The actor of a commit');
  requireInstant(commit.at, 'The time of a commit');
  requireInstant(storedAt, 'The broker time of a commit');
  for (const event of commit.events)
    if ('personal' in event && event.personal !== undefined)
      requireJsonText(JSON.stringify(event.personal), `The personal part of ${event.type}`);
};

interface AppliedEvent {
  readonly index: number;
  readonly event: AssetEvent;
  readonly before: FoldedAsset;
  readonly after: FoldedAsset;
}

const auditRow = (fold: Fold, recorded: StoredCommit, change: AppliedEvent, recordedStatus: RecordedStatus): AuditRow => {
  const { assetId, position, commit, storedAt } = recorded;
  const { index, event, before, after } = change;
  const line = fold.auditLine(before, withoutPersonal(event), after);
  const { owner, status, failed, progress } = recordedStatus;
  const detail = JSON.stringify(event.data);
  requireJsonText(detail, `The data of ${event.type}`);
  requireText(owner, 'The owner of the asset');
  requireText(line.message, `The message of ${event.type}`);
  return {
    position,
    event_index: index,
    asset_id: assetId,
    owner,
    commit_id: commit.id,
    type: event.type,
    step: line.step ?? null,
    status_after: status,
    failed_after: failed,
    progress_after: progress,
    message: line.message,
    detail,
    actor_kind: commit.actor.kind,
    actor_id: commit.actor.id,
    occurred_at: commit.at,
    recorded_at: storedAt,
    imported: isImported(commit),
  };
};

/** Applies one commit to an entry. Throws and changes nothing if the fold fails or a row cannot be stored. */
export function advance(fold: Fold, entry: AssetEntry | undefined, recorded: StoredCommit): AdvanceResult {
  const { assetId, commit, revision, position } = recorded;
  requireStorableCommit(recorded);
  const at = recordedAt(recorded);
  let folded = entry?.folded ?? fold.initial;
  const changes = commit.events.map((event, index): AppliedEvent => {
    const before = folded;
    folded = withFailingEvent(event, () => fold.apply(before, event, at));
    return { index, event, before, after: folded };
  });
  const recordedStatuses = fold.recordedStatuses(
    entry?.folded ?? fold.initial,
    changes.map(({ after }) => after),
  );
  const audit = changes.flatMap((change, index) => {
    const recordedStatus = recordedStatuses[index];
    return recordedStatus === undefined
      ? []
      : [withFailingEvent(change.event, () => auditRow(fold, recorded, change, recordedStatus))];
  });
  return { entry: { assetId, revision, position, folded, marks: appendMark(entry?.marks ?? '', commit.id) }, audit };
}

function withFailingEvent<T>(event: AssetEvent, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if (isAssetFault(cause)) throw cause;
    throw new FoldFailedError([event], { cause });
  }
}

function withFailingCommit<T>(recorded: StoredCommit, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (isAssetFault(error)) throw new ObstacleError({ ...recorded, commitId: recorded.commit.id }, error);
    throw error;
  }
}

/** Folds a whole history, for example after a revision gap or an upgrade. */
export function refold(fold: Fold, history: History): { entry: AssetEntry | undefined; audit: readonly AuditRow[] } {
  const audit: AuditRow[] = [];
  let entry: AssetEntry | undefined;
  for (const recorded of history.commits) {
    const step = withFailingCommit(recorded, () => advance(fold, entry, recorded));
    entry = step.entry;
    audit.push(...step.audit);
  }
  // The revision counts a discarded last commit too, because the next commit expects that revision.
  return { entry: entry && { ...entry, revision: history.revision }, audit };
}

/** Returns the commits up to the checkpoint of the partition. The projector reads later commits by itself. */
export function truncateHistory(history: History, at: Position): History {
  const commits = history.commits.filter(({ position }) => comparePosition(position, at) <= 0);
  if (commits.length === history.commits.length) return history;
  return { ...history, commits, revision: commits.at(-1)?.revision ?? history.revision };
}

const REOPENING: ReadonlySet<string> = new Set(['CommitDiscarded', 'CommitReleased']);

/** Returns true if the commit discards or releases an earlier one. The asset must then be folded from the start. */
export const isReopening = (commit: Commit): boolean => commit.events.some(({ type }) => REOPENING.has(type));
