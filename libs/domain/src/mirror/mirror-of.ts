import type { MirrorStatus } from '@throughline/contracts';
import { isContentGone } from '../asset/content.js';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { completionOf, type FinalProperties } from './completion.js';
import { mishapOf, processingError, type MirrorFacts, type Mishap } from './mishap.js';
import { phaseOf } from './phase.js';

/** What the page of an item is to show. */
export interface MirrorView {
  readonly status: MirrorStatus;
  /** Text for `process_errors`; only with Error. Personal data. */
  readonly error?: string;
  /** Final properties; only with Complete. */
  readonly final?: FinalProperties;
  /** Time of the event that it follows from (of a stall: since when). Nothing on the page shows it. */
  readonly since: string;
  /** When its run began. */
  readonly runAt: string;
}

/** A rich text of Notion holds no more characters, counted as JavaScript counts them. */
const LONGEST_TEXT = 2_000;

/** Cut to what a page can hold, never in the middle of a character. */
const fitted = (text: string): string => text.slice(0, LONGEST_TEXT).replace(/[\uD800-\uDBFF]$/u, '');

const later = (one: string, other: string): string => (one < other ? other : one);

/** What an earlier run has left to be told is told by the run that found it so. */
const failed = ({ text, since }: Mishap, runAt: string): MirrorView => ({
  status: 'Error',
  error: fitted(text),
  since: later(since, runAt),
  runAt,
});

/** What a reset has taken back is not at work any more: none of its phases stands. */
function afterReset({ configured, steps }: Asset): MirrorView | undefined {
  const runAt = configured?.startedAt;
  if (runAt === undefined) return undefined;
  const since = steps.map(({ changedAt }) => changedAt).reduce(later, runAt);
  return failed({ text: processingError('reset'), since }, runAt);
}

/**
 * What the page that an item came from is to show of it (AUD-01): a pure function of its events, as every status is. Undefined where there is
 * nothing to show: it came from no page, no run of it has begun, or its content is gone (the page then stays as it was).
 */
export function mirrorOf(state: AssetState, facts: MirrorFacts): MirrorView | undefined {
  if (!isPresent(state) || state.origin === undefined || isContentGone(state)) return undefined;
  const { run } = state;
  if (run === undefined) return afterReset(state);
  const runAt = run.startedAt;
  const final = completionOf(state, facts.personal);
  if (final !== undefined) return { status: 'Complete', final, since: final.completedAt, runAt };
  const mishap = mishapOf(state, facts);
  return mishap === undefined ? { ...phaseOf(state, run), runAt } : failed(mishap, runAt);
}
