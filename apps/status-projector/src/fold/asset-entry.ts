import type { AssetEvent, Commit } from '@throughline/contracts';
import type { History, Position, Recorded, Revision } from '@throughline/event-store';
import { requireStorable, type AuditRow } from '../rows/audit-row.js';
import { requireJsonText, requireUuid } from '../rows/storable.js';
import { FoldFailedError, isAssetFault } from './asset-fault.js';
import type { Fold, Folded } from './fold.js';

/** One asset as the projector holds it: folded up to a revision. */
export interface AssetEntry {
  readonly assetId: string;
  readonly revision: Revision;
  readonly position: Position;
  readonly folded: Folded;
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

/** Rows are made of nothing but what events bring, so a commit whose parts can be stored leaves rows that can. */
const requireStorablePersonal = (event: AssetEvent): void => {
  if ('personal' in event && event.personal !== undefined)
    requireJsonText(JSON.stringify(event.personal), `The personal part of ${event.type}`);
};

const auditRow = (fold: Fold, recorded: Recorded, change: { before: Folded; after: Folded; index: number }): AuditRow => {
  const { before, after, index } = change;
  const event = recorded.commit.events[index];
  if (event === undefined) throw new RangeError(`Commit ${recorded.commit.id} has no event ${String(index)}`);
  const line = fold.auditLine(before, withoutPersonal(event), after);
  const { owner, status, failed } = fold.summary(after);
  const row: AuditRow = {
    position: recorded.position,
    event_index: index,
    asset_id: recorded.assetId,
    owner,
    commit_id: recorded.commit.id,
    type: event.type,
    step: line.step ?? null,
    status_after: status,
    failed_after: failed,
    message: line.message,
    detail: JSON.stringify(event.data),
    actor_kind: recorded.commit.actor.kind,
    actor_id: recorded.commit.actor.id,
    occurred_at: recorded.commit.at,
    recorded_at: recorded.storedAt,
  };
  requireStorable(row);
  return row;
};

/**
 * Folds one commit on. Whole or not at all: throws, with nothing kept, where the fold throws
 * or where a row could not be stored.
 */
export function advance(fold: Fold, entry: AssetEntry | undefined, recorded: Recorded): Advance {
  requireUuid(recorded.assetId, 'The id of the asset');
  let folded = entry?.folded ?? fold.initial;
  const audit = recorded.commit.events.map((event, index) => {
    requireStorablePersonal(event);
    const before = folded;
    try {
      folded = fold.apply(before, event, { assetId: recorded.assetId, at: recorded.commit.at });
      return auditRow(fold, recorded, { before, after: folded, index });
    } catch (cause) {
      if (isAssetFault(cause)) throw cause;
      throw new FoldFailedError([event], { cause });
    }
  });
  return {
    entry: {
      assetId: recorded.assetId,
      revision: recorded.revision,
      position: recorded.position,
      folded,
    },
    audit,
  };
}

/** Folds a whole history, e.g. after a gap or a release. */
export function refold(fold: Fold, history: History): { entry: AssetEntry | undefined; audit: readonly AuditRow[] } {
  const audit: AuditRow[] = [];
  let entry: AssetEntry | undefined;
  for (const recorded of history.commits) {
    const step = advance(fold, entry, recorded);
    entry = step.entry;
    audit.push(...step.audit);
  }
  // A discarded last commit still is what the next one was written upon.
  return { entry: entry && { ...entry, revision: history.revision }, audit };
}

/** True where an operator took an earlier commit out of the history: the asset is folded anew without it. */
export const discards = (commit: Commit): boolean => commit.events.some(({ type }) => type === 'CommitDiscarded');
