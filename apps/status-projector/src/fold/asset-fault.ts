import { kindOf, type AssetEvent } from '@throughline/contracts';

/** Kind of a commit that only a newer release can read. Its asset waits for an upgrade and does not count as quarantined. */
export const NEEDS_UPGRADE = 'newer-schema';

/** Kinds of errors caused by the commits of one asset. Any other error affects the whole partition. */
const ASSET_KINDS: ReadonlySet<string> = new Set(['undecodable', 'unstorable', 'history-gap', 'fold-failed', NEEDS_UPGRADE]);

export const isAssetFault = (error: unknown): boolean => ASSET_KINDS.has(kindOf(error) ?? '');

/** The fold accepts every event. An exception is a bug, which must stop one asset and not the projection. */
export class FoldFailedError extends Error {
  readonly kind = 'fold-failed';
  constructor(events: readonly AssetEvent[], options: { cause: unknown }) {
    // The message of the cause may quote personal data of the event, and operators see the reason.
    const what = options.cause instanceof Error ? options.cause.name : 'An error';
    super(`${what} while folding ${events.map(({ type, v }) => `${type} v${String(v)}`).join(', ')}`, options);
    this.name = 'FoldFailedError';
  }
}
