import type { MirrorStatus } from '@throughline/contracts';
import { isContentGone } from '../asset/content.js';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { findCompletion, type FinalProperties } from './completion.js';
import { findPageProblem, processingError, type MirrorFacts, type PageProblem } from './page-problem.js';
import { phaseOf } from './phase.js';

export interface MirrorView {
  readonly status: MirrorStatus;
  /** The text for `process_errors`; only with Error. Personal data. */
  readonly error?: string;
  /** The final properties; only with Complete. */
  readonly final?: FinalProperties;
  /** The time of the event behind it, or the start of a stall. The page does not show it. */
  readonly since: string;
  readonly runAt: string;
}

/** Notion's limit for a rich text, in UTF-16 code units. */
const LONGEST_TEXT = 2_000;

/** Cuts a text to that limit, never between the halves of a surrogate pair. */
const cutToLimit = (text: string): string => text.slice(0, LONGEST_TEXT).replace(/[\uD800-\uDBFF]$/u, '');

const laterTime = (one: string, other: string): string => (one < other ? other : one);

/** A failure that the run found in place counts from the start of the run. */
const renderError = ({ text, since }: PageProblem, runAt: string): MirrorView => ({
  status: 'Error',
  error: cutToLimit(text),
  since: laterTime(since, runAt),
  runAt,
});

/** Returns the view after a reset: an error, because no phase applies any more. */
function renderAfterReset({ configured, steps }: Asset): MirrorView | undefined {
  const runAt = configured?.startedAt;
  if (runAt === undefined) return undefined;
  const since = steps.map(({ changedAt }) => changedAt).reduce(laterTime, runAt);
  return renderError({ text: processingError('reset'), since }, runAt);
}

/**
 * Returns the content for an item's page (AUD-01), a pure function of its events. Undefined if the item has no page, no run of
 * it has started, or its content is gone (the page then stays unchanged).
 */
export function renderMirrorView(state: AssetState, facts: MirrorFacts): MirrorView | undefined {
  if (!isPresent(state) || state.origin === undefined || isContentGone(state)) return undefined;
  const { run } = state;
  if (run === undefined) return renderAfterReset(state);
  const runAt = run.startedAt;
  const final = findCompletion(state, facts.personal);
  if (final !== undefined) return { status: 'Complete', final, since: final.completedAt, runAt };
  const mishap = findPageProblem(state, facts);
  return mishap === undefined ? { ...phaseOf(state, run), runAt } : renderError(mishap, runAt);
}
