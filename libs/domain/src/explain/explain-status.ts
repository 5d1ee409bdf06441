import type { RecordingStatus } from '@throughline/contracts';
import { evolve } from '../asset/evolve.js';
import { initialState, isPresent, type AssetState } from '../asset/state.js';
import { statusFacts, type StatusFacts } from '../status/facts.js';
import { failureOf } from '../status/failure.js';
import { renderStatus } from '../status/render-status.js';
import { statusRules } from '../status/rules.js';
import { failureFacts, failureKey, failureRules, failureWords, type FailureFacts } from './failure-rules.js';
import { Trace, explainRules, type Facts, type RuleExplanation } from './rule-trace.js';
import type { HistoryEvent, ToldEvent } from './told-event.js';

/** Why the status is what it is: the rule, the rules that lost, and the events that all of it follows from (U1). */
export interface StatusExplanation extends RuleExplanation {
  readonly status: RecordingStatus;
  /** The event that gave this status; null where nothing was recorded. */
  readonly since: ToldEvent | null;
}
export interface FailureExplanation extends RuleExplanation {
  readonly failed: boolean;
  /** The step that has failed, its stable code and time. */
  readonly step: string | null;
  readonly code: string | null;
  readonly at: string | null;
  readonly since: ToldEvent | null;
}
export interface Explanation {
  readonly state: AssetState;
  readonly status: StatusExplanation;
  readonly failure: FailureExplanation;
}

export const statusWords: Readonly<Record<keyof StatusFacts, string>> = {
  expired: 'deleted and past its retention date',
  base: 'what the source and the last rollback say',
  begun: 'a stage or an upload has started since the source was fetched or the run was given up',
  stageInProgress: 'a stage is in progress',
  stagesFinished: 'every stage is completed or skipped',
  outputs: 'outputs that were not skipped',
  uploaded: 'outputs that are uploaded',
  unconfirmed: 'outputs of which nobody could say whether it has arrived',
  uploading: 'an output is uploading, or waits its turn in a run that is uploading',
};

type TracedFacts<F> = F & Facts;
type Shown = { readonly status: RecordingStatus | null };
type Failed = { readonly failure: string | null };

interface Traces {
  readonly status: Trace<TracedFacts<StatusFacts>>;
  readonly shown: Trace<Shown>;
  readonly failure: Trace<FailureFacts>;
  readonly failed: Trace<Failed>;
}

function explainedStatus({ status, shown }: Traces): StatusExplanation {
  const found = explainRules(statusRules, status, statusWords);
  // The last rule applies always; a list without it would be a fault of the list, which its specs find.
  if (found === undefined) throw new Error('No rule of the status applies');
  return { status: found.applied.status(status.values), since: shown.since('status'), ...found.explanation };
}

function explainedFailure({ failure, failed }: Traces, state: AssetState): FailureExplanation {
  const found = explainRules(failureRules, failure, failureWords);
  if (found === undefined) throw new Error('No rule of failure applies');
  const { step = null, code = null, at = null } = failureOf(state) ?? {};
  return { failed: found.applied.failed, step, code, at, since: failed.since('failure'), ...found.explanation };
}

function tellAll({ status, shown, failure, failed }: Traces, told: [HistoryEvent, AssetState, AssetState]): void {
  for (const trace of [status, shown, failure, failed]) trace.tell(...told);
}

/** Folds a history event by event and keeps at which of them each fact took its present value. */
export function explainStatus(assetId: string, history: readonly HistoryEvent[]): Explanation {
  const traces: Traces = {
    status: new Trace((state) => ({ ...statusFacts(state) }), initialState),
    shown: new Trace((state) => ({ status: isPresent(state) ? renderStatus(state) : null }), initialState),
    failure: new Trace(failureFacts, initialState),
    failed: new Trace((state) => ({ failure: failureKey(state) }), initialState),
  };
  const state = history.reduce<AssetState>((before, each) => {
    const after = evolve(before, each.event, { assetId, at: each.at });
    if (after !== before) tellAll(traces, [each, before, after]);
    return after;
  }, initialState);
  return { state, status: explainedStatus(traces), failure: explainedFailure(traces, state) };
}
