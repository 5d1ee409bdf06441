import type { AssetEvent, Commit } from '@throughline/contracts';
import { HistoryGapError, ObstacleError } from '../errors/errors.js';
import { isPoison, type History, type LoadOptions, type PoisonMessage, type StoredCommit } from '../event-store.js';
import { NO_REVISION, compareRevision, isSameRevision, type Revision } from '../order/order.js';

type HistoryItem = StoredCommit | PoisonMessage;

export const isContentEnd = ({ events }: Commit): boolean =>
  events.some(({ type }) => type === 'AssetErased' || type === 'AssetExpired');

const idOf = (item: HistoryItem): string => (isPoison(item) ? item.commitId : item.commit.id);

const discardedBy = (items: readonly HistoryItem[]): ReadonlySet<string> =>
  new Set(
    items.flatMap((item) =>
      isPoison(item)
        ? []
        : item.commit.events.flatMap((event) => (event.type === 'CommitDiscarded' ? [event.data.commitId] : [])),
    ),
  );

/**
 * Removes personal data from the history of an erased or expired asset, even if an older copy of its key was restored. Readers
 * of a partition see the commit that ended the content in its turn instead.
 */
function removeEndedContent(items: readonly HistoryItem[]): readonly HistoryItem[] {
  const isGone = items.some((item) => !isPoison(item) && isContentEnd(item.commit));
  if (!isGone) return items;
  return items.map((item) =>
    isPoison(item) ? item : { ...item, commit: { ...item.commit, events: item.commit.events.map(removePersonal) } },
  );
}

const removePersonal = (event: AssetEvent): AssetEvent => {
  if (!('personal' in event)) return event;
  const { personal: _personal, ...open } = event;
  return open;
};

const limitTo = (revision: Revision | undefined, items: readonly HistoryItem[]): readonly HistoryItem[] =>
  revision === undefined ? items : items.filter((item) => compareRevision(item.revision, revision) <= 0);

/**
 * Returns an error if `item` does not follow `previous`. A discarded commit is exempt, and the next commit follows it in the
 * normal way.
 */
function findGap(item: HistoryItem, previous: Revision): unknown {
  const { assetId, expected, revision } = item;
  // A missing commit would silently change the fold.
  return expected === undefined || isSameRevision(expected, previous)
    ? undefined
    : new HistoryGapError(assetId, revision, expected, previous);
}

const hasSameBody = (a: StoredCommit, b: HistoryItem): boolean =>
  !isPoison(b) && JSON.stringify(a.commit.events) === JSON.stringify(b.commit.events);

interface SortedHistory {
  readonly commits: readonly StoredCommit[];
  readonly conflicts: readonly HistoryItem[];
  readonly obstacles: readonly ObstacleError[];
}

function sortHistory(items: readonly HistoryItem[], after: Revision): SortedHistory {
  const discarded = discardedBy(items);
  const first = new Map<string, StoredCommit>();
  const conflicts: HistoryItem[] = [];
  const obstacles: ObstacleError[] = [];
  let previous = after;
  for (const item of items) {
    const existing = first.get(idOf(item));
    const trouble = findGap(item, previous) ?? (isPoison(item) ? item.error : undefined);
    previous = item.revision;
    if (existing !== undefined) {
      if (!hasSameBody(existing, item)) conflicts.push(item);
    } else if (trouble !== undefined && !discarded.has(idOf(item)))
      obstacles.push(new ObstacleError({ ...item, commitId: idOf(item) }, trouble));
    else if (!isPoison(item)) first.set(item.commit.id, item);
  }
  return { commits: [...first.values()].filter(({ commit }) => !discarded.has(commit.id)), conflicts, obstacles };
}

/**
 * Returns the history in `items`. They must reach the asset's last message even if `options.upTo` ends earlier, because a later
 * discard makes an earlier commit readable again. A commit that was published twice under its id counts once, as it was first
 * stored. Throws the first obstacle.
 */
export function buildHistory(items: readonly HistoryItem[], options: LoadOptions = {}): History {
  const after = options.after ?? NO_REVISION;
  const discardedSince = discardedBy(items);
  const wanted = limitTo(options.upTo, removeEndedContent(items));
  const { commits, conflicts, obstacles } = sortHistory(wanted, after);
  const obstacle = obstacles.find(({ commitId }) => !discardedSince.has(commitId));
  if (obstacle !== undefined) throw obstacle;
  return { commits, conflicts, revision: wanted.at(-1)?.revision ?? after };
}

/** Returns the commits that can be part of the history, and the obstacles to the rest. Never throws. */
export function extractReadable(items: readonly HistoryItem[]): History & { readonly obstacles: readonly ObstacleError[] } {
  const { commits, conflicts, obstacles } = sortHistory(removeEndedContent(items), NO_REVISION);
  return { commits, conflicts, obstacles, revision: items.at(-1)?.revision ?? NO_REVISION };
}

export const hasDiscard = ({ commit }: Pick<StoredCommit, 'commit'>): boolean =>
  commit.events.some(({ type }) => type === 'CommitDiscarded');
