import type { AssetEvent } from '@throughline/contracts';

/** Why not, in stable words, and what would work. */
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

export const reject = (code: string, detail: string, tryInstead?: string): Decision => ({
  rejected: { code, detail, ...(tryInstead === undefined ? {} : { tryInstead }) },
});

export const satisfied = (code: string, detail: string, tryInstead?: string): Decision => ({
  events: [],
  satisfied: { code, detail, ...(tryInstead === undefined ? {} : { tryInstead }) },
});

export const unknownAsset = reject('unknown-asset', 'Nothing is registered under this id.', 'Register it first.');
export const deletedAsset = reject('deleted', 'The item is deleted.', 'Restore it first.');
export const expiredAsset = reject(
  'expired',
  'The item is past its retention date and its content is gone.',
  'Register the file again, as a new item.',
);
