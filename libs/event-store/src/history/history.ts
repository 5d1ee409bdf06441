import type { AssetEvent, Commit } from '@throughline/contracts';
import { HistoryGapError } from '../errors/errors.js';
import { isPoison, type History, type LoadOptions, type Poison, type Recorded } from '../event-store.js';
import { NO_REVISION, compareRevision, sameRevision, type Revision } from '../order/order.js';

/** True where a commit gives up the content and the words of its asset for good. */
export const endsContent = ({ events }: Commit): boolean =>
  events.some(({ type }) => type === 'AssetErased' || type === 'AssetExpired');

const idOf = (item: Recorded | Poison): string | undefined => (isPoison(item) ? item.commitId : item.commit.id);

const discardedBy = (items: readonly (Recorded | Poison)[]): ReadonlySet<string> =>
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
function withoutGone(items: readonly (Recorded | Poison)[]): readonly (Recorded | Poison)[] {
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

/** Each commit must have been written upon the one before it; a missing one would change the fold in silence. */
export function requireUnbroken(items: readonly (Recorded | Poison)[], after: Revision = NO_REVISION): void {
  let previous = after;
  for (const { assetId, expected, revision } of items) {
    if (expected !== undefined && !sameRevision(expected, previous))
      throw new HistoryGapError(assetId, revision, expected, previous);
    previous = revision;
  }
}

const upTo = (revision: Revision | undefined, items: readonly (Recorded | Poison)[]): readonly (Recorded | Poison)[] =>
  revision === undefined ? items : items.filter((item) => compareRevision(item.revision, revision) <= 0);

/** Keeps the first commit of each id. */
function once(items: readonly Recorded[]): readonly Recorded[] {
  const first = new Map<string, Recorded>();
  for (const item of items) if (!first.has(item.commit.id)) first.set(item.commit.id, item);
  return [...first.values()];
}

/**
 * The history that `items` tell. They reach to the asset's end even where `options.upTo` asks for less:
 * only so is a discard seen that makes an earlier commit readable again. A commit that was published again under its id, with whatever
 * body, is in the history once: as it was stored first.
 */
export function historyOf(items: readonly (Recorded | Poison)[], options: LoadOptions = {}): History {
  requireUnbroken(items, options.after);
  const wanted = upTo(options.upTo, withoutGone(items));
  const discarded = discardedBy(wanted);
  const discardedSince = discardedBy(items);
  for (const item of wanted) if (isPoison(item) && !discardedSince.has(idOf(item) ?? '')) throw item.error;
  const readable = wanted.filter((item): item is Recorded => !isPoison(item));
  const commits = once(readable).filter(({ commit }) => !discarded.has(commit.id));
  return { commits, revision: wanted.at(-1)?.revision ?? options.after ?? NO_REVISION };
}
