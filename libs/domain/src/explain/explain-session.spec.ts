import { TRANSCRIBE } from '@throughline/contracts';
import { testDepth } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { isPresent } from '../asset/state.js';
import { sessionFailureOf } from '../kinds/session/failure.js';
import { sessionRules, type SessionFacts } from '../status/session-rules.js';
import { sessionStatusOf } from '../status/session-status.js';
import { ASSET_ID, Journey, aConfig, sessionHistories } from '../testing/index.js';
import { toHistory } from '../testing/history-of-commits.js';
import { explainStatus, type Explanation } from './explain-status.js';
import { sessionFailureRules } from './session-rules.js';

const explain = ({ commits }: Journey): Explanation => explainStatus(ASSET_ID, toHistory(commits));
const aSession = (): Journey => {
  const journey = new Journey().register({ pipeline: 'session' });
  journey.run(aConfig([]));
  return journey;
};

describe('the explanation of a session’s status', () => {
  it('uses the words of sessions, with the rule, the rules that did not apply, and the events', () => {
    const journey = aSession();
    expect(explain(journey).status).toMatchObject({
      status: 'pending',
      rule: { id: 'PRG-01' },
      since: { type: 'AssetRegistered' },
    });
    journey.start('DOWNLOAD', 'ingest-1');
    expect(explain(journey)).toMatchObject({
      status: {
        status: 'processing',
        since: { type: 'StepStarted', step: 'DOWNLOAD' },
        rule: {
          id: 'PRG-07',
          looked_at: [
            { fact: 'runActive', value: true, since: { type: 'RunStarted' } },
            { fact: 'begun', value: true, since: { type: 'StepStarted', step: 'DOWNLOAD' } },
          ],
        },
        lost: [],
      },
      failure: { failed: false, step: null, rule: { id: 'PRG-01' } },
    });
  });

  it.each(['no_engine', 'no_audio'] as const)('names the step and the reason of a failure by a skip: %s', (reason) => {
    const journey = aSession();
    journey.start('DOWNLOAD');
    journey.complete('DOWNLOAD', { result: { duration_seconds: 60 } });
    journey.start(TRANSCRIBE);
    journey.skip(TRANSCRIBE, { reason });
    expect(explain(journey)).toMatchObject({
      status: { status: 'failed', rule: { id: 'PRG-09' }, since: { type: 'StepSkipped', step: TRANSCRIBE } },
      failure: { failed: true, step: TRANSCRIBE, code: reason, rule: { id: 'PRG-09' }, since: { type: 'StepSkipped' } },
    });
  });

  it('agrees with the status and failure of the item over random histories', () => {
    fc.assert(
      fc.property(sessionHistories, ({ commits, state }) => {
        const { status, failure } = explainStatus(ASSET_ID, toHistory(commits));
        if (!isPresent(state)) return;
        expect(status.status).toBe(sessionStatusOf(state));
        expect(failure.failed).toBe(status.status === 'failed');
        expect(failure.code).toBe(sessionFailureOf(state)?.code ?? null);
      }),
      { numRuns: testDepth.runs(200) },
    );
  });
});

describe('the facts that a session rule lists', () => {
  const truth = [true, false];
  const everyFact: readonly SessionFacts[] = truth.flatMap((runActive) =>
    truth.flatMap((begun) => truth.map((transcribed) => ({ runActive, begun, transcribed }))),
  );

  it.each([...sessionRules, ...sessionFailureRules].map((rule) => [rule.says, rule] as const))(
    'are the facts that rule "%s" reads',
    (_, rule) => {
      const read = new Set<string>();
      for (const facts of everyFact)
        rule.when(
          new Proxy(facts, {
            get(target, key, receiver) {
              read.add(String(key));
              return Reflect.get(target, key, receiver) as unknown;
            },
          }),
        );
      expect([...read].sort()).toEqual([...rule.looksAt].sort());
    },
  );
});
