import type { AssetEvent, Commit } from '@throughline/contracts';
import {
  ObstacleError,
  comparePosition,
  type History,
  type Position,
  type Recorded,
  type Revision,
} from '@throughline/event-store';
import type { AuditRow } from '../rows/audit-row.js';
import { requireInstant, requireJsonText, requireText, requireUuid } from '../rows/storable.js';
import { FoldFailedError, isAssetFault } from './asset-fault.js';
import { withMark } from './commit-marks.js';
import type { Fold, Folded, Standing } from './fold.js';

/** One asset as the projector holds it: folded up to a revision. */
export interface AssetEntry {
  readonly assetId: string;
  readonly revision: Revision;
  readonly position: Position;
  readonly folded: Folded;
  /** Of the commits that it was folded from. */
  readonly marks: string;
}

export interface Advance {
  readonly entry: AssetEntry;
  readonly audit: readonly AuditRow[];
}

/** The audit log is never rewritten, so what an erasure must be able to take away does not get there. */
const withoutPersonal = (event: AssetEvent): AssetEvent => {
  if (!('personal' in event)) return event;
  const { personal, ...open } = event;
  return personal === undefined ? event : open;
};

/** Rows are made of nothing but what commits bring, so a commit whose parts can be stored leaves rows that can. */
const requireStorableCommit = ({ assetId, commit, storedAt }: Recorded): void => {
  requireUuid(assetId, 'The id of the asset');
  requireText(commit.id, 'The id of a commit');
  requireText(commit.actor.id, 'The actor of a commit');
  requireInstant(commit.at, 'The time of a commit');
  requireInstant(storedAt, 'The broker time of a commit');
  for (const event of commit.events)
    if ('personal' in event && event.personal !== undefined)
      requireJsonText(JSON.stringify(event.personal), `The personal part of ${event.type}`);
};

interface Change {
  readonly index: number;
  readonly event: AssetEvent;
  readonly before: Folded;
  readonly after: Folded;
}

const auditRow = (fold: Fold, recorded: Recorded, change: Change, standing: Standing): AuditRow => {
  const { assetId, position, commit, storedAt } = recorded;
  const { index, event, before, after } = change;
  const line = fold.auditLine(before, withoutPersonal(event), after);
  const { owner, status, failed, progress } = standing;
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
  };
};

/**
 * Folds one commit on. Whole or not at all: throws, with nothing kept, where the fold throws
 * or where a row could not be stored.
 */
export function advance(fold: Fold, entry: AssetEntry | undefined, recorded: Recorded): Advance {
  const { assetId, commit, revision, position } = recorded;
  requireStorableCommit(recorded);
  let folded = entry?.folded ?? fold.initial;
  const changes = commit.events.map((event, index): Change => {
    const before = folded;
    folded = blaming(event, () => fold.apply(before, event, { assetId, at: commit.at }));
    return { index, event, before, after: folded };
  });
  const standings = fold.standings(
    entry?.folded ?? fold.initial,
    changes.map(({ after }) => after),
  );
  const audit = changes.flatMap((change, index) => {
    const standing = standings[index];
    return standing === undefined ? [] : [blaming(change.event, () => auditRow(fold, recorded, change, standing))];
  });
  return { entry: { assetId, revision, position, folded, marks: withMark(entry?.marks ?? '', commit.id) }, audit };
}

/** A fold that throws names the event that it threw at. */
function blaming<T>(event: AssetEvent, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if (isAssetFault(cause)) throw cause;
    throw new FoldFailedError([event], { cause });
  }
}

/** What is in the way of the fold says where it stands. */
function placed<T>(recorded: Recorded, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (isAssetFault(error)) throw new ObstacleError({ ...recorded, commitId: recorded.commit.id }, error);
    throw error;
  }
}

/** Folds a whole history, e.g. after a gap or a release. */
export function refold(fold: Fold, history: History): { entry: AssetEntry | undefined; audit: readonly AuditRow[] } {
  const audit: AuditRow[] = [];
  let entry: AssetEntry | undefined;
  for (const recorded of history.commits) {
    const step = placed(recorded, () => advance(fold, entry, recorded));
    entry = step.entry;
    audit.push(...step.audit);
  }
  // A discarded last commit still is what the next one was written upon.
  return { entry: entry && { ...entry, revision: history.revision }, audit };
}

/** The part of a history that its partition's checkpoint has passed; the rest comes to the projector in its turn. */
export function historyUpTo(history: History, at: Position): History {
  const commits = history.commits.filter(({ position }) => comparePosition(position, at) <= 0);
  if (commits.length === history.commits.length) return history;
  return { ...history, commits, revision: commits.at(-1)?.revision ?? history.revision };
}

const REOPENING: ReadonlySet<string> = new Set(['CommitDiscarded', 'CommitReleased']);

/** True where an earlier commit was taken out of the history, or all of it is to be tried again: the asset is folded anew. */
export const reopens = (commit: Commit): boolean => commit.events.some(({ type }) => REOPENING.has(type));
