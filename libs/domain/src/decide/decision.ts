import type { AssetEvent } from '@throughline/contracts';
import { isHistoryOnly } from '../asset/history-only.js';
import type { Asset } from '../asset/state.js';

/** A reason with a stable code and a way out; {@link reject} and {@link satisfy} always set both. */
export interface Rejection {
  readonly code: string;
  readonly detail: string;
  readonly tryInstead?: string;
}

/**
 * The result of a command: events to append together, or an expected refusal. There are no events if the command is already
 * satisfied; `satisfied` may give the reason. With `advances`, `decide` adds what follows immediately.
 */
export type Decision = AcceptedDecision | { readonly rejected: Rejection };

export interface AcceptedDecision {
  readonly events: readonly AssetEvent[];
  readonly satisfied?: Rejection;
  readonly advances?: true;
}

/** The decision for a repeated command: no events. */
export const noEvents: Decision = { events: [] };

/** The decision for events that may let other steps start, or end them. */
export const advance = (...events: readonly AssetEvent[]): AcceptedDecision => ({ events, advances: true });

export const reject = (code: string, detail: string, tryInstead: string): Decision => ({
  rejected: { code, detail, tryInstead },
});

export const satisfy = (code: string, detail: string, tryInstead: string): AcceptedDecision => ({
  events: [],
  satisfied: { code, detail, tryInstead },
});

export const rejectDate = (what: string): Decision =>
  reject('bad-date', `${what} is not a valid time.`, 'Send an ISO 8601 time.');

export const START_FIRST = 'Start the attempt first.';

export const unknownAsset = reject('unknown-asset', 'No item has this id.', 'Register the item first.');
const deletedAsset = reject('deleted', 'The item is deleted.', 'Restore it first.');
export const expiredAsset = reject(
  'expired',
  'The item is past its retention date. Its content and personal data were removed permanently, so it cannot be restored.',
  'Register the file again, as a new item.',
);

export const erasedAsset = reject(
  'erased',
  'The item was erased. Its content and personal data were removed permanently.',
  'Register the file again, as a new item.',
);

/** Returns the refusal of work on an item whose file is not here. */
export const checkHasFile = (asset: Asset): Decision | undefined =>
  isHistoryOnly(asset)
    ? reject(
        'history-only',
        'The item is history only: its file was not brought here from the older system.',
        'Give the item its file (tl replace ID FILE), or register the file as a new item.',
      )
    : undefined;

/** The reason against deliveries of a run that `isClosed` or has a fatal step. */
export const RUN_IS_CLOSED =
  'The last run was cancelled, has failed, or belongs to another library or system, so it delivers nothing more.';

export const HAS_COPY = 'The only file of the item is a copy that another system has made.';

/** The reason against work that would remove the only copy of a file. */
export const onlyCopy: Rejection = {
  code: 'only-copy',
  detail: `${HAS_COPY} Nothing could bring the file again.`,
  tryInstead:
    'Run the item: its steps work with the copy. If the copy was not imported, give the item its file (tl replace ID FILE).',
};

/** Returns the refusal for a deleted, expired or erased item. Every command about an item's work checks this first. */
export function checkNotGone(asset: Asset): Decision | undefined {
  if (asset.erasedAt !== undefined) return erasedAsset;
  if (asset.expiredAt !== undefined) return expiredAsset;
  return asset.deletedAt === undefined ? undefined : deletedAsset;
}
