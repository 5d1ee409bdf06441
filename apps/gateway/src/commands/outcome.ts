import type { AssetEvent } from '@throughline/contracts';
import type { Rejection } from '@throughline/domain';
import type { Accepted, CommandOutcome, PreviewedOutcome } from '@throughline/engine';
import { refusalProblem } from '../recordings/refusals.js';

/** What became of a request, in stable words and in words for people. */
export interface Told {
  readonly code: string;
  readonly detail: string;
  readonly tryInstead?: string;
}
/** As it stands in an answer. */
export interface OutcomeItem {
  readonly code: string;
  readonly detail: string;
  readonly try_instead: string | null;
}
/** A command that was carried out, or would be. */
export type Decided = Pick<Accepted, 'events' | 'asset'>;
/** Describes the effect of a command. */
export type Tell = (accepted: Decided) => Told;

export const outcomeItem = ({ code, detail, tryInstead }: Told): OutcomeItem => ({
  code,
  detail,
  try_instead: tryInstead ?? null,
});

const SATISFIED: Rejection = { code: 'already-so', detail: 'It is so already; nothing was changed.' };

/** Throws the problem where the domain refuses. What is so already is a success (RUN-08, RUN-18). */
export function toldOf(outcome: PreviewedOutcome, tell: Tell): Told {
  if (outcome.kind === 'rejected') throw refusalProblem(outcome.rejection);
  return outcome.kind === 'accepted' ? tell(outcome) : (outcome.reason ?? SATISFIED);
}

const STARTS_WORK: ReadonlySet<AssetEvent['type']> = new Set(['RunStarted', 'Resumed', 'StepScheduled']);

/** Work goes on after this command that did not before: the answer is 202. */
export const startsWork = (outcome: CommandOutcome): boolean =>
  outcome.kind === 'accepted' && outcome.events.some(({ type }) => STARTS_WORK.has(type));
