import type { AssetEvent } from '../asset/events.js';

/** The user or service that caused a commit. Holds only ids: names of people are personal data. */
export interface Actor {
  readonly kind: 'user' | 'service' | 'system';
  readonly id: string;
}

/**
 * The place that a commit which did not arise here comes from. `ref` identifies it there: a position in another log, a row of an older
 * system, the id of an event. Printable ASCII, at most 200 characters, no personal data.
 *
 * An _imported_ commit tells what has happened elsewhere and causes nothing: no work, mirror, webhook or notice. An _external_
 * commit is a decision about an event that another system reported.
 */
export interface CommitOrigin {
  readonly kind: 'imported' | 'external';
  readonly ref: string;
}

/** Returns true if the commit tells what has happened in another system. Its `at` is the time there. */
export const isImported = ({ origin }: { readonly origin?: CommitOrigin }): boolean => origin?.kind === 'imported';

/**
 * Returns true if the commit belongs to an import: it was imported, or ends the import. Followers of the log pass it, because
 * its events cause no work, mirror, webhook or notice.
 */
export const causesNothing = (
  commit: Pick<Commit, 'origin'> & { readonly events: readonly { readonly type: string }[] },
): boolean => isImported(commit) || commit.events.some(({ type }) => type === 'ImportEnded');

/**
 * Milliseconds for which the projector gathers commits that cause nothing. Much less than reads wait for the rows before they read
 * each item from the log instead.
 */
export const GATHER_MS = 200;

/**
 * The events of one decision, stored together or not at all as one message on the asset's subject. `at` is the writer's clock, or
 * the original time of an imported commit; the recorded commit has the broker's time.
 */
export interface Commit {
  readonly id: string;
  readonly at: string;
  readonly actor: Actor;
  readonly causationId: string;
  /** The request or run that this commit belongs to. */
  readonly correlationId: string;
  /** Absent: the commit arose here. */
  readonly origin?: CommitOrigin;
  readonly events: readonly AssetEvent[];
}

export const COMMIT_VERSION = 1;
/** A reader with a lower version leaves the commit to a newer reader. */
export const READER_VERSION = 8;
/** The first version of a reader that knows {@link CommitOrigin}. An older one would act on an imported commit. */
export const ORIGIN_READER = 8;
/** Bytes. */
export const MAX_COMMIT_BYTES = 256 * 1024;
