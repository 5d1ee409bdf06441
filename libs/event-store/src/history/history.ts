import type { AssetEvent, Commit } from '@throughline/contracts';
import { HistoryGapError, ObstacleError } from '../errors/errors.js';
import { isPoison, type History, type LoadOptions, type Poison, type Recorded } from '../event-store.js';
import { NO_REVISION, compareRevision, sameRevision, type Revision } from '../order/order.js';

type Item = Recorded | Poison;

/** True where a commit gives up the content and the words of its asset for good. */
export const endsContent = ({ events }: Commit): boolean =>
  events.some(({ type }) => type === 'AssetErased' || type === 'AssetExpired');

const idOf = (item: Item): string => (isPoison(item) ? item.commitId : item.commit.id);

const discardedBy = (items: readonly Item[]): ReadonlySet<string> =>
  new Set(
    items.flatMap((item) =>
      isPoison(item)
        ? []
        : item.commit.events.flatMap((event) => (event.type === 'CommitDiscarded' ? [event.data.commitId] : [])),
    ),
  );

/**
 * Of an asset that was erased or has expired nothing is read in the open that was said before, also where an older copy of its key has been
 * put back. Those who fold a partition as it comes see the end of the content in its turn.
 */
function withoutGone(items: readonly Item[]): readonly Item[] {
  const isGone = items.some((item) => !isPoison(item) && endsContent(item.commit));
  if (!isGone) return items;
  return items.map((item) =>
    isPoison(item) ? item : { ...item, commit: { ...item.commit, events: item.commit.events.map(bare) } },
  );
}

const bare = (event: AssetEvent): AssetEvent => {
  if (!('personal' in event)) return event;
  const { personal: _personal, ...open } = event;
  return open;
};

const upTo = (revision: Revision | undefined, items: readonly Item[]): readonly Item[] =>
  revision === undefined ? items : items.filter((item) => compareRevision(item.revision, revision) <= 0);

/** A discarded commit is no part of the history, so it may stand upon anything; what follows stands upon it all the same. */
function gapBefore(item: Item, previous: Revision): unknown {
  const { assetId, expected, revision } = item;
  // A missing commit would change the fold in silence.
  return expected === undefined || sameRevision(expected, previous)
    ? undefined
    : new HistoryGapError(assetId, revision, expected, previous);
}

const sameBody = (a: Recorded, b: Item): boolean =>
  !isPoison(b) && JSON.stringify(a.commit.events) === JSON.stringify(b.commit.events);

interface Sorted {
  /** The first of each id. */
  readonly commits: readonly Recorded[];
  /** Came again under an id that was there already, with another body. */
  readonly conflicts: readonly Item[];
  /** Cannot be part of a history. */
  readonly obstacles: readonly ObstacleError[];
}

function sorted(items: readonly Item[], after: Revision): Sorted {
  const discarded = discardedBy(items);
  const first = new Map<string, Recorded>();
  const conflicts: Item[] = [];
  const obstacles: ObstacleError[] = [];
  let previous = after;
  for (const item of items) {
    const known = first.get(idOf(item));
    const trouble = gapBefore(item, previous) ?? (isPoison(item) ? item.error : undefined);
    previous = item.revision;
    if (known !== undefined) {
      if (!sameBody(known, item)) conflicts.push(item);
    } else if (trouble !== undefined && !discarded.has(idOf(item)))
      obstacles.push(new ObstacleError({ ...item, commitId: idOf(item) }, trouble));
    else if (!isPoison(item)) first.set(item.commit.id, item);
  }
  return { commits: [...first.values()].filter(({ commit }) => !discarded.has(commit.id)), conflicts, obstacles };
}

/**
 * The history that `items` tell, which reach to the asset's end even where `options.upTo` asks for less: only so is a discard seen
 * that makes an earlier commit readable again. A commit that was published again under its id, with whatever body, is in the history
 * once: as it was stored first. Throws the first obstacle.
 */
export function historyOf(items: readonly Item[], options: LoadOptions = {}): History {
  const after = options.after ?? NO_REVISION;
  const discardedSince = discardedBy(items);
  const wanted = upTo(options.upTo, withoutGone(items));
  const { commits, conflicts, obstacles } = sorted(wanted, after);
  const obstacle = obstacles.find(({ commitId }) => !discardedSince.has(commitId));
  if (obstacle !== undefined) throw obstacle;
  return { commits, conflicts, revision: wanted.at(-1)?.revision ?? after };
}

/** What of an asset's messages a history can consist of, and what stands in its way. Never throws. */
export function readableOf(items: readonly Item[]): History & { readonly obstacles: readonly ObstacleError[] } {
  const { commits, conflicts, obstacles } = sorted(withoutGone(items), NO_REVISION);
  return { commits, conflicts, obstacles, revision: items.at(-1)?.revision ?? NO_REVISION };
}

/** A commit after which what was folded before it must be folded anew. */
export const rewrites = ({ commit }: Pick<Recorded, 'commit'>): boolean =>
  commit.events.some(({ type }) => type === 'CommitDiscarded');
