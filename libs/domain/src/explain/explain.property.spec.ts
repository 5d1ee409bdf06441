import { TRANSCRIBE } from '@throughline/contracts';
import { testDepth } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { isPresent, type StepState } from '../asset/state.js';
import { failureOf, isFailed } from '../status/failure.js';
import { statusFacts } from '../status/facts.js';
import { renderStatus, statusOf } from '../status/render-status.js';
import { isRunActive, pauseOf } from '../asset/steps/run.js';
import { isOpen, isUnconfirmed } from '../asset/steps/steps.js';
import { ASSET_ID, histories } from '../testing/index.js';
import { toHistory } from '../testing/history-of-commits.js';
import { isInAnotherLanguage } from '../asset/config/language.js';
import { explainRun } from './explain-run.js';
import { explainStateAlone, explainStatus, type Explanation } from './explain-status.js';
import { explainSteps } from './explain-steps.js';
import type { HistoryEvent, EventSummary } from './summarize-event.js';

const RUNS = { numRuns: testDepth.runs(400) };
const NOW = '2026-01-01T01:00:00.000Z';
const placeOf = (history: readonly HistoryEvent[], { position, index }: EventSummary): number =>
  history.findIndex((each) => each.position === position && each.index === index);
const upTo = (history: readonly HistoryEvent[], event: EventSummary | undefined): readonly HistoryEvent[] =>
  event === undefined ? [] : history.slice(0, placeOf(history, event) + 1);
const facts = ({ status }: Explanation): unknown =>
  [...status.lost, status.rule].map(({ id, looked_at }) => [id, looked_at.map(({ fact, value }) => [fact, value])]);

describe('an explanation, over random histories', () => {
  it('gives the status and failure of the fold, by the same rule', () => {
    fc.assert(
      fc.property(histories, ({ commits, state }) => {
        const explained = explainStatus(ASSET_ID, toHistory(commits));
        expect(explained.state).toEqual(state);
        expect(explained.status.status).toBe(renderStatus(state));
        expect(explained.status.rule.id).toBe(statusOf(statusFacts(state))?.rule.id);
        expect(explained.failure.failed).toBe(isFailed(state));
        expect(explained.failure.code).toBe(failureOf(state)?.code ?? null);
      }),
      RUNS,
    );
  });

  it('gives the same from the state alone, without the events', () => {
    fc.assert(
      fc.property(histories, ({ commits, state }) => {
        if (!isPresent(state)) return;
        const explained = explainStateAlone(state);
        const whole = explainStatus(ASSET_ID, toHistory(commits));
        expect([explained.status.status, facts(explained)]).toEqual([whole.status.status, facts(whole)]);
        expect({ ...explained.failure, rule: explained.failure.rule.id }).toMatchObject({
          rule: whole.failure.rule.id,
          failed: whole.failure.failed,
          step: whole.failure.step,
          code: whole.failure.code,
          at: whole.failure.at,
        });
        expect([explained.status.since, explained.status.follows_from, explained.failure.since]).toEqual([null, [], null]);
      }),
      RUNS,
    );
  });

  it('depends on no event after the last that it names: the history up to there gives the same', () => {
    fc.assert(
      fc.property(histories, ({ commits }) => {
        const history = toHistory(commits);
        const whole = explainStatus(ASSET_ID, history);
        const cut = explainStatus(ASSET_ID, upTo(history, whole.status.follows_from.at(-1)));
        expect([cut.status.status, cut.status.rule.id]).toEqual([whole.status.status, whole.status.rule.id]);
        expect(facts(cut)).toEqual(facts(whole));
      }),
      RUNS,
    );
  });

  it('names for each fact the event that changed it', () => {
    fc.assert(
      fc.property(histories, ({ commits }) => {
        const history = toHistory(commits);
        const { status } = explainStatus(ASSET_ID, history);
        for (const { fact, value, since } of [...status.lost, status.rule].flatMap(({ looked_at }) => looked_at)) {
          if (since === null) continue;
          const before = explainStatus(ASSET_ID, history.slice(0, placeOf(history, since))).state;
          expect((statusFacts(before) as unknown as Record<string, unknown>)[fact]).not.toBe(value);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('names the event that gave the present status, and the one that gave the present failure', () => {
    fc.assert(
      fc.property(histories, ({ commits, state }) => {
        const history = toHistory(commits);
        const { status, failure } = explainStatus(ASSET_ID, history);
        if (status.since === null) {
          expect(isPresent(state)).toBe(false);
          return;
        }
        const at = placeOf(history, status.since);
        const before = explainStatus(ASSET_ID, history.slice(0, at)).state;
        expect(isPresent(before) && renderStatus(before) === status.status).toBe(false);
        for (let end = at + 1; end <= history.length; end += 7)
          expect(explainStatus(ASSET_ID, history.slice(0, end)).status.status).toBe(status.status);
        const failedBefore =
          failure.since === null ? undefined : explainStatus(ASSET_ID, history.slice(0, placeOf(history, failure.since)));
        expect(failedBefore === undefined ? null : failureOf(failedBefore.state)?.at === failure.at && failure.failed).not.toBe(
          true,
        );
      }),
      { numRuns: 100 },
    );
  });

  it('gives every step of the plan that is not simply done a true reason', () => {
    fc.assert(
      fc.property(histories, ({ state }) => {
        const steps = explainSteps(state, NOW).map(({ explanation }) => explanation);
        if (!isPresent(state)) {
          expect(steps).toEqual([]);
          return;
        }
        const planned = new Set(state.run?.plan.steps.map(({ step }) => step));
        const isLeft = (step: StepState): boolean =>
          step.phase !== 'completed' || isUnconfirmed(step) || (step.step === TRANSCRIBE && isInAnotherLanguage(state, step));
        const open = state.steps.filter((step) => planned.has(step.step) && isLeft(step));
        expect(steps.map(({ step }) => step).sort()).toEqual(open.map(({ step }) => step).sort());
        for (const { step, code, worker, depends_on } of steps) {
          const phase = open.find((each) => each.step === step)?.phase;
          expect(code === 'running').toBe(phase === 'running');
          expect(worker === null).toBe(phase !== 'running');
          expect(code === 'failed').toBe(phase === 'failed');
          expect(code === 'skipped').toBe(phase === 'skipped');
          expect(['unconfirmed', 'other-language', 'languages-missing', 'no-speech'].includes(code)).toBe(phase === 'completed');
          expect(code === 'depends').toBe(depends_on.length > 0);
          // A step that may start but is not scheduled would be a bug of the decider.
          expect([step, code]).not.toEqual([step, 'due']);
        }
        const isQueued = steps.some(({ code }) => ['queued', 'retry'].includes(code));
        if (isQueued) expect(state.steps.some(isOpen)).toBe(true);
        if (pauseOf(state) !== undefined) expect(isQueued).toBe(false);
        expect(['active', 'paused'].includes(explainRun(state).code)).toBe(isRunActive(state));
      }),
      RUNS,
    );
  });
});
