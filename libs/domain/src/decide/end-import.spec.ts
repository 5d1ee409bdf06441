import { causesNothing } from '@throughline/contracts';
import { isPresent, type Asset } from '../asset/state.js';
import { explainRun } from '../explain/explain-run.js';
import { forecastRun } from '../status/eta/forecast.js';
import type { RetentionRule } from '../retention/rule.js';
import { currentWork, openSteps } from '../asset/steps/current-work.js';
import { assetTimers, dueCommands } from './due.js';
import { listRunningAttempts } from '../asset/steps/liveness.js';
import { describeDecision, itemOf } from '../testing/describe-decision.js';
import { STAGES, aConfig, aRun, Journey } from '../testing/journey.js';
import { ASSET_ID } from '../testing/spec-for.js';
import { running, type StatusCase } from '../testing/statuses.js';
import { auditLine } from '../explain/audit/audit-line.js';
import type { Decision } from './decision.js';

const DAY_MS = 86_400_000;
const IMPORTED = '2026-06-01T00:00:00.000Z';
const rule: RetentionRule = { source: 'user', days: 30, keepMs: 10 * DAY_MS };

const imported = (journey: Journey): Journey => new Journey(ASSET_ID, IMPORTED).importFrom(journey);
const ready = (): Journey => aRun().through('DOWNLOAD', ...STAGES, 'deliver:library');
const trimming = (): Journey => {
  const journey = aRun().through('DOWNLOAD');
  journey.start('TRIM');
  return journey;
};
const assetOf = ({ state }: Journey): Asset => {
  if (!isPresent(state)) throw new Error('The item is not registered');
  return state;
};
const codeOf = (decision: Decision): string => ('rejected' in decision ? decision.rejected.code : 'accepted');
const cases = running.map((each): readonly [string, string, StatusCase] => [each.status, each.how, each]);

describe('an import', () => {
  it.each(cases)(
    '%s (%s): has no work, timer or attempt here while it goes on, and none after its end',
    (_status, _how, each) => {
      const journey = imported(each.journey());
      const hasNoWork = (): void => {
        expect(openSteps(journey.state)).toEqual([]);
        expect(assetOf(journey).steps.map(({ step }) => currentWork(journey.state, step))).toEqual(
          assetOf(journey).steps.map(() => undefined),
        );
        expect(listRunningAttempts(journey.state)).toEqual([]);
        expect(assetTimers(journey.state)).toEqual([]);
        expect(dueCommands(journey.state, { now: '9999-01-01T00:00:00.000Z', by: 'ingest' })).toEqual([]);
      };
      hasNoWork();
      expect(describeDecision(journey.endImport())).toEqual(['ImportEnded']);
      hasNoWork();
      expect(itemOf(journey)).toMatchObject({ failed: false, is_runtime: false, can_run: true, run: { active: false } });
      expect(journey.endImport()).toEqual({ events: [] });
    },
  );

  it('says that the import has stopped the run, and not that a person cancelled it', () => {
    const journey = imported(trimming());
    expect(explainRun(journey.state).says).toBe('The item is being imported. No step of its run starts here.');
    const before = journey.state;
    journey.endImport();
    const end = journey.commits.at(-1)?.commit;
    expect(end?.events.map((event) => auditLine(before, event, journey.state).message)).toEqual([
      'Run stopped by the import of owner-1',
    ]);
    expect(explainRun(journey.state)).toMatchObject({ code: 'cancelled', since: journey.now });
    expect(explainRun(journey.state).says).toContain('was open in the system that the item came from');
    expect(itemOf(journey)).toMatchObject({ status: 'DOWNLOADED', cancel_cause: 'import', imported_at: journey.now });
    const own = trimming();
    own.cancel();
    expect(itemOf(own)).toMatchObject({ cancel_cause: null, imported_at: null });
  });

  it('needs no end if every step had ended elsewhere', () => {
    const journey = imported(ready());
    expect(journey.endImport()).toEqual({ events: [] });
    expect(itemOf(journey)).toMatchObject({ status: 'READY', cancelled_at: null, cancel_cause: null });
  });

  it('refuses everything that would start work until it has ended, but lets a person delete or erase the item', () => {
    const refused = imported(trimming());
    expect([refused.run(), refused.pause(), refused.start('TRANSCRIBE'), refused.complete('TRIM')].map(codeOf)).toEqual(
      Array.from({ length: 4 }, () => 'importing'),
    );
    const later = { by: 'owner-1', expiresAt: '2027-01-01T00:00:00.000Z' };
    expect(describeDecision(imported(trimming()).send({ type: 'DeleteAsset', ...later }))).toContain('AssetDeleted');
    expect(describeDecision(imported(trimming()).send({ type: 'EraseAsset', by: 'owner-1' }))).toContain('AssetErased');
    expect(describeDecision(imported(trimming()).cancel())).toEqual(['RunCancelled']);
  });

  it('suppresses nothing that follows: a person runs the item, and its steps have work', () => {
    const journey = imported(trimming());
    journey.endImport();
    expect(describeDecision(journey.run())).toEqual(['RunStarted', 'StepScheduled TRIM']);
    expect(openSteps(journey.state)).toEqual(['TRIM']);
    expect(currentWork(journey.state, 'TRIM')).toMatchObject({ attemptId: journey.attemptId('TRIM') });
    journey.through(...STAGES, 'deliver:library');
    expect(itemOf(journey).status).toBe('READY');
    expect(journey.commits.slice(-5).some(({ commit }) => causesNothing(commit))).toBe(false);
  });

  it('promises no time for the steps of the other system', () => {
    const facts = { now: IMPORTED, historyOf: () => undefined, placeOf: () => ({ position: 1, length: 1 }) } as never;
    const forecast = forecastRun(assetOf(imported(trimming())), facts);
    expect(forecast.run).toMatchObject({ eta: null, eta_reason: null, queue_position: null });
    expect(forecast.steps.size).toBe(0);
  });

  it('keeps the order of the commits when the clock of the other system ran backwards', () => {
    const other = ready();
    const backwards = other.commits.map((recorded, index) => ({
      ...recorded,
      commit: { ...recorded.commit, at: new Date(Date.parse(IMPORTED) - (index + 1) * 1_000).toISOString() },
    }));
    const journey = imported({ commits: backwards } as unknown as Journey);
    expect(itemOf(journey).status).toBe('READY');
    expect(assetOf(journey).updatedAt).toBe(backwards.at(-1)?.commit.at);
  });
});

describe('the history of an item that was imported before', () => {
  it('is imported again with its end, which ends nothing here', () => {
    const first = imported(trimming());
    first.endImport();
    first.run();
    first.start('TRIM');
    const second = imported(first);
    expect(openSteps(second.state)).toEqual([]);
    expect(codeOf(second.run())).toBe('importing');
    expect(describeDecision(second.endImport())).toEqual(['ImportEnded']);
  });
});

describe('the retention of an imported item', () => {
  const apply = (journey: Journey): Decision => journey.send({ type: 'ApplyRetention', rule });

  it('counts from the import, so nothing is deleted on arrival; an own item of that age is', () => {
    const journey = imported(ready());
    const { importedAt } = assetOf(journey);
    expect(Date.parse(importedAt ?? '')).toBeGreaterThan(Date.parse(IMPORTED));
    expect(apply(journey.later(29 * DAY_MS))).toEqual({ events: [] });
    expect(apply(journey.later(DAY_MS))).toMatchObject({
      events: [{ type: 'AssetDeleted', data: { retention: { since: importedAt } } }],
    });
    const own = ready();
    expect(describeDecision(apply(own.later(Date.parse(IMPORTED) - Date.parse(own.now))))).toEqual(['AssetDeleted']);
  });

  it('leaves the content of a deleted item for as long as the other system would have kept it', () => {
    const deleted = aRun(aConfig());
    deleted.send({ type: 'DeleteAsset', by: 'owner-1', expiresAt: '2026-01-11T00:00:00.000Z' });
    const { deletedAt } = assetOf(deleted);
    const keptMs = Date.parse('2026-01-11T00:00:00.000Z') - Date.parse(deletedAt ?? '');
    const journey = imported(deleted);
    const arrived = Date.parse(journey.now);
    expect(dueCommands(journey.state, { now: journey.now, by: 'ingest' })).toEqual([]);
    expect(assetTimers(journey.state)).toEqual([{ purpose: 'retention', dueAt: new Date(arrived + keptMs).toISOString() }]);
    expect(journey.later(keptMs).send({ type: 'ExpireAsset' })).toMatchObject({ events: [{ type: 'AssetExpired' }] });
  });
});
