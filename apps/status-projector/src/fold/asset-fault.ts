import { kindOf, type AssetEvent } from '@throughline/contracts';

/** The kind of a commit that only a newer release can read: its asset waits for that release and is not quarantined. */
export const NEEDS_UPGRADE = 'newer-schema';

/** Kinds of trouble that lie in one asset's own commits. Everything else is the trouble of the whole partition. */
const ASSET_KINDS: ReadonlySet<string> = new Set(['undecodable', 'unstorable', 'history-gap', 'fold-failed', NEEDS_UPGRADE]);

export const isAssetFault = (error: unknown): boolean => ASSET_KINDS.has(kindOf(error) ?? '');

/** The fold is total; where it throws all the same, that is a bug that must stop one asset and not the projection. */
export class FoldFailedError extends Error {
  readonly kind = 'fold-failed';
  constructor(events: readonly AssetEvent[], options: { cause: unknown }) {
    // The cause's own text may repeat what the event says, and reasons are shown to operators.
    const what = options.cause instanceof Error ? options.cause.name : 'An error';
    super(`${what} while folding ${events.map(({ type, v }) => `${type} v${String(v)}`).join(', ')}`, options);
    this.name = 'FoldFailedError';
  }
}
