import { kindOf } from '@throughline/contracts';

/** Kind of a commit that only a newer release can read. Its asset waits for an upgrade and does not count as quarantined. */
export const NEEDS_UPGRADE = 'newer-schema';

/** Kinds of errors caused by the commits of one asset. Any other error affects the whole partition. */
const ASSET_KINDS: ReadonlySet<string> = new Set(['undecodable', 'unstorable', 'history-gap', 'fold-failed', NEEDS_UPGRADE]);

export const isAssetFault = (error: unknown): boolean => ASSET_KINDS.has(kindOf(error) ?? '');
