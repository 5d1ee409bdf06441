import type { RecordingStatus, SessionStatus } from '@throughline/contracts';
import { evolve } from '../asset/evolve.js';
import { initialState, isPresent, type Asset, type AssetState } from '../asset/state.js';
import { sessionFailureOf } from '../kinds/session/failure.js';
import { sessionFacts, sessionRules } from '../status/session-rules.js';
import { sessionStatusOf } from '../status/session-status.js';
import { statusFacts, type StatusFacts } from '../status/facts.js';
import { failureOf } from '../status/failure.js';
import { renderStatus } from '../status/render-status.js';
import { statusRules, type StatusRule } from '../status/rules.js';
import { failureFacts, failureKey, failureRules, failureWords } from './failure-rules.js';
import type { Facts, RuleExplanation } from './rule-trace.js';
import { createExplainer, type Explainer } from './explainer.js';
import { sessionFailureKey, sessionFailureRules, sessionWords } from './session-rules.js';
import type { HistoryEvent, EventSummary } from './summarize-event.js';

/** The reasons for a status: the rule, the rules that did not apply, and the events behind them (U1). */
export interface StatusExplanation extends RuleExplanation {
  readonly status: RecordingStatus | SessionStatus;
  /** The event that led to this status; null if there is none. */
  readonly since: EventSummary | null;
}
export interface FailureExplanation extends RuleExplanation {
  readonly failed: boolean;
  readonly step: string | null;
  readonly code: string | null;
  readonly at: string | null;
  readonly since: EventSummary | null;
}
export interface Explanation {
  readonly state: AssetState;
  readonly status: StatusExplanation;
  readonly failure: FailureExplanation;
}

export const statusWords: Readonly<Record<keyof StatusFacts, string>> = {
  expired: 'deleted and past its retention date',
  base: 'the status that the source and the last rollback give',
  begun: 'a stage or a delivery has started since the source was fetched or the run was rolled back',
  onlyDeliveriesLeft: 'a run has fetched the source, and all of its stages are completed or skipped',
  stageInProgress: 'a stage is in progress',
  stagesFinished: 'every stage is completed or skipped',
  outputs: 'outputs that were not skipped',
  uploaded: 'outputs that are delivered',
  unconfirmed: 'outputs whose delivery is unconfirmed',
  uploading: 'an output is being delivered, or waits in a run that is delivering',
  toReview: 'outputs that wait until a person publishes them',
};

interface Explainers {
  readonly status: Explainer<Pick<StatusExplanation, 'status'>>;
  readonly failure: Explainer<Pick<FailureExplanation, 'failed'>>;
  readonly failureOf: (state: AssetState) => Readonly<Record<'step' | 'code' | 'at', string>> | undefined;
}

const recordingExplainers = (initial: AssetState): Explainers => ({
  status: createExplainer<StatusFacts & Facts, StatusRule, Pick<StatusExplanation, 'status'>>(
    {
      facts: (state) => ({ ...statusFacts(state) }),
      rules: statusRules,
      words: statusWords,
      shown: (state) => (isPresent(state) ? renderStatus(state) : null),
      says: (rule, facts) => ({ status: rule.status(facts) }),
    },
    initial,
  ),
  failure: createExplainer(
    {
      facts: failureFacts,
      rules: failureRules,
      words: failureWords,
      shown: failureKey,
      says: ({ failed }) => ({ failed }),
    },
    initial,
  ),
  failureOf,
});

const sessionExplainers = (initial: AssetState): Explainers => ({
  status: createExplainer(
    {
      facts: sessionFacts,
      rules: sessionRules,
      words: sessionWords,
      shown: (state) => (isPresent(state) ? sessionStatusOf(state) : null),
      says: ({ status }) => ({ status }),
    },
    initial,
  ),
  failure: createExplainer(
    {
      facts: sessionFacts,
      rules: sessionFailureRules,
      words: sessionWords,
      shown: sessionFailureKey,
      says: ({ failed }) => ({ failed }),
    },
    initial,
  ),
  failureOf: sessionFailureOf,
});

/** The registration is the first event, and its pipeline never changes. */
const isSession = (history: readonly HistoryEvent[]): boolean =>
  history.some(({ event }) => event.type === 'AssetRegistered' && event.data.pipeline === 'session');

function explainEnd({ status, failure: failures, failureOf: findFailure }: Explainers, state: AssetState): Explanation {
  const { failed, ...failure } = failures.explain();
  const { step = null, code = null, at = null } = findFailure(state) ?? {};
  return { state, status: status.explain(), failure: { failed, step, code, at, ...failure } };
}

/** Folds a history event by event, and records the event that gave each fact its present value. */
export function explainStatus(assetId: string, history: readonly HistoryEvent[]): Explanation {
  const explainers = isSession(history) ? sessionExplainers(initialState) : recordingExplainers(initialState);
  const end = history.reduce<AssetState>((before, each) => {
    const { at, importedAt } = each;
    const after = evolve(before, each.event, { assetId, at, ...(importedAt === undefined ? {} : { importedAt }) });
    if (after !== before) {
      explainers.status.record(each, before, after);
      explainers.failure.record(each, before, after);
    }
    return after;
  }, initialState);
  return explainEnd(explainers, end);
}

/** Explains a state whose history cannot be read: the same rules and facts, without the events behind them. */
export const explainStateAlone = (state: Asset): Explanation =>
  explainEnd(state.pipeline === 'session' ? sessionExplainers(state) : recordingExplainers(state), state);
