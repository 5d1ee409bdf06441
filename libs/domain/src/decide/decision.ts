import type { AssetEvent } from '@throughline/contracts';
import type { Asset } from '../asset/state.js';

/** Why not, in stable words, and what would work: {@link reject} and {@link satisfied} always say that. */
export interface Rejection {
  readonly code: string;
  readonly detail: string;
  readonly tryInstead?: string;
}

/**
 * What follows from a command: events to append whole (none where it is satisfied already, with the reason where one is worth saying),
 * or an expected refusal, which appends nothing.
 */
export type Decision =
  { readonly events: readonly AssetEvent[]; readonly satisfied?: Rejection } | { readonly rejected: Rejection };

/** Satisfied already: the same command again adds nothing. */
export const nothing: Decision = { events: [] };

export const reject = (code: string, detail: string, tryInstead: string): Decision => ({
  rejected: { code, detail, tryInstead },
});

export const satisfied = (code: string, detail: string, tryInstead: string): Decision => ({
  events: [],
  satisfied: { code, detail, tryInstead },
});

/** A time that nobody can read. */
export const badDate = (what: string): Decision => reject('bad-date', `${what} is no time.`, 'Send an ISO 8601 time.');

/** The way out for an attempt that says something before its start. */
export const START_FIRST = 'Start the attempt first.';

export const unknownAsset = reject('unknown-asset', 'Nothing is registered under this id.', 'Register it first.');
const deletedAsset = reject('deleted', 'The item is deleted.', 'Restore it first.');
export const expiredAsset = reject(
  'expired',
  'The item is past its retention date: its content and everything personal is gone for good, so it cannot be restored.',
  'Register the file again, as a new item.',
);

export const erasedAsset = reject(
  'erased',
  'The item was erased: its content and everything personal is gone for good.',
  'Register the file again, as a new item.',
);

/** The one check that every act on an item's work begins with: what is deleted is restored first, and what is past that stays so. */
export function goneAsset(asset: Asset): Decision | undefined {
  if (asset.erasedAt !== undefined) return erasedAsset;
  if (asset.expiredAt !== undefined) return expiredAsset;
  return asset.deletedAt === undefined ? undefined : deletedAsset;
}
