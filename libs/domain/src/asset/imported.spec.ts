import type { AssetEvent } from '@throughline/contracts';
import fc from 'fast-check';
import { allowedActions } from '../kinds/allowed-actions.js';
import { decide } from '../decide/decide.js';
import { explainRun } from '../explain/explain-run.js';
import { restsSince } from '../retention/rest.js';
import { renderStatus } from '../status/render-status.js';
import { currentWork, openSteps } from './steps/current-work.js';
import { assetTimers, dueCommands } from '../decide/due.js';
import { listRunningAttempts } from './steps/liveness.js';
import { describeDecision, summarizeDecision } from '../testing/describe-decision.js';
import { aConfig, aRun, Journey, STAGES, type UntimedCommand } from '../testing/journey.js';
import { histories } from '../testing/random-history.js';
import { fold } from './fold.js';
import { isImporting } from './imported.js';
import { isPresent, type Asset, type AssetState } from './state.js';

const IMPORTED_AT = '2028-03-01T09:00:00.000Z';
const LATER = '2028-03-01T10:00:00.000Z';

/** Folds the history of a journey as it is after its import. */
function importOf({ commits, assetId }: Journey): Asset {
  const state = fold(
    commits.map(({ commit }, index) => ({
      assetId,
      commit: { ...commit, origin: { kind: 'imported', ref: `elsewhere/${String(index)}` } },
      storedAt: IMPORTED_AT,
    })),
  );
  if (!isPresent(state)) throw new Error('The journey registers nothing');
  return state;
}

const ask = (state: AssetState, command: UntimedCommand) => decide(state, { ...command, now: LATER });
const aRunOf = (journey: Journey): AssetState => {
  const copy = new Journey(undefined, LATER);
  copy.state = journey.state;
  copy.run();
  return copy.state;
};

/** Applies the commit that ends the import. */
function end(state: AssetState): Journey {
  const journey = new Journey(undefined, LATER);
  journey.state = state;
  journey.send({ type: 'EndImport', by: 'owner-1' });
  return journey;
}

const trimming = (): Journey => {
  const journey = aRun().through('DOWNLOAD');
  journey.start('TRIM');
  return journey;
};
const paused = (): Journey => {
  const journey = aRun().through('DOWNLOAD');
  journey.pause({ until: '2027-01-01T00:00:00.000Z' });
  return journey;
};
const finished = (): Journey => aRun().through('DOWNLOAD', ...STAGES, 'deliver:library');

describe('the import of an item whose run was open', () => {
  it.each([
    ['with a running step', trimming],
    ['with a queued step', () => aRun().through('DOWNLOAD')],
    ['with a pause that has ended long ago', paused],
  ])('starts nothing, %s', (_, journey) => {
    const state = importOf(journey());
    expect(isImporting(state)).toBe(true);
    expect(openSteps(state)).toEqual([]);
    expect(['TRIM', 'DOWNLOAD'].map((step) => currentWork(state, step))).toEqual([undefined, undefined]);
    expect(listRunningAttempts(state)).toEqual([]);
    expect(assetTimers(state)).toEqual([]);
    expect(dueCommands(state, { now: LATER, by: 'keeper' })).toEqual([]);
  });

  it('refuses commands that would come between its commits, and says so in the actions', () => {
    const state = importOf(trimming());
    const commands: readonly UntimedCommand[] = [
      { type: 'StartRun', runId: 'r', by: 'b', config: aConfig(), configSources: {} },
      { type: 'PauseRun', by: 'b' },
      { type: 'ResumeRun', by: 'b' },
      { type: 'UnstickRun', by: 'b', then: 'retry' },
      { type: 'DescribeAsset', by: 'b', fields: ['title'], texts: { title: 'New' } },
    ];
    expect(commands.map((command) => summarizeDecision(ask(state, command)))).toEqual(commands.map(() => 'refused importing'));
    const run = allowedActions(state, undefined).find(({ action }) => action === 'run');
    expect(run).toMatchObject({ allowed: false, code: 'importing' });
    expect(explainRun(state)).toMatchObject({ code: 'active', says: expect.stringContaining('being imported') as string });
  });

  it.each([
    ['cancelled', { type: 'CancelRun', by: 'b' }],
    ['deleted', { type: 'DeleteAsset', by: 'b', expiresAt: '2028-04-01T00:00:00.000Z' }],
    ['erased', { type: 'EraseAsset', by: 'b' }],
  ] as const)('can be %s, if it was broken off', (_, command) => {
    expect(describeDecision(ask(importOf(trimming()), command as UntimedCommand))).not.toEqual([]);
    expect(ask(importOf(trimming()), command as UntimedCommand)).not.toHaveProperty('rejected');
  });

  it('ends with one commit that stops the run, and says what stopped it', () => {
    const { state, events } = end(importOf(trimming()));
    expect(events).toEqual([
      {
        type: 'ImportEnded',
        v: 1,
        data: { runId: '00000000-0000-7000-9000-000000000001', by: 'owner-1', target: 'DOWNLOADED' },
      },
    ]);
    expect(renderStatus(state)).toBe('DOWNLOADED');
    expect(explainRun(state).says).toBe(
      'The run was open in the system that the item came from. The import by owner-1 stopped it.',
    );
    expect(ask(state, { type: 'EndImport', by: 'owner-1' })).toEqual({ events: [] });
  });

  it('lets a person start a run then, which has work again', () => {
    const journey = end(importOf(trimming()));
    const run = { runId: '00000000-0000-7000-9000-000000000009', by: 'b', config: aConfig(), configSources: {} };
    expect(describeDecision(journey.send({ type: 'StartRun', ...run }))).toEqual(['RunStarted', 'StepScheduled TRIM']);
    expect(openSteps(journey.state)).toEqual(['TRIM']);
    expect(currentWork(journey.state, 'TRIM')).toMatchObject({ attempt: 2 });
    expect(isImporting(journey.state as Asset)).toBe(false);
  });
});

describe('the next run of an imported item', () => {
  const UPLOAD = 'deliver:library';
  const sending = (): Journey => {
    const journey = aRun().through('DOWNLOAD', ...STAGES);
    journey.start(UPLOAD);
    journey.checkpoint(UPLOAD, { session: 'https://elsewhere.example/upload/1' });
    return journey;
  };
  const failed = (): Journey => {
    const journey = sending();
    journey.fail(UPLOAD, { retryable: false });
    return journey;
  };

  it.each([
    ['running', sending],
    ['failed', failed],
  ])('continues no upload that is %s in the other system, and counts no failure of it', (_, journey) => {
    const own = journey();
    own.cancel();
    own.run(aConfig(['library']));
    expect(currentWork(own.state, UPLOAD)?.checkpoints).toEqual({ session: 'https://elsewhere.example/upload/1' });

    const here = end(importOf(journey()));
    const run = { runId: '00000000-0000-7000-9000-000000000009', by: 'b', config: aConfig(['library']), configSources: {} };
    expect(describeDecision(here.send({ type: 'StartRun', ...run }))).toContain(`StepScheduled ${UPLOAD}`);
    const work = currentWork(here.state, UPLOAD);
    expect(work).toMatchObject({ adoptFrom: [], attempt: 2 });
    expect(work?.checkpoints).toEqual({});
    expect(here.step(UPLOAD)).toMatchObject({ failures: 0, crashes: 0, checkpointed: false });
  });
});

describe('the import of an item at rest', () => {
  it('needs no further commit, and keeps the status and the deliveries', () => {
    const state = importOf(finished());
    expect(ask(state, { type: 'EndImport', by: 'owner-1' })).toEqual({ events: [] });
    expect(renderStatus(state)).toBe('READY');
    expect(summarizeDecision(ask(state, { type: 'StartRun', runId: 'r', by: 'b', config: aConfig(), configSources: {} }))).toBe(
      'nothing already-complete',
    );
  });

  it('rests since the import', () => {
    expect(restsSince(importOf(finished()))).toBe(IMPORTED_AT);
  });

  it('keeps a deleted item for as long as the other system would have kept it, from the import on', () => {
    const journey = finished();
    journey.delete(90 * 86_400_000);
    const { deletedAt = '', expiresAt = '' } = journey.state as Asset;
    const state = importOf(journey);
    expect(state.deletedAt).toBe(deletedAt);
    expect(Date.parse(state.expiresAt ?? '') - Date.parse(IMPORTED_AT)).toBe(Date.parse(expiresAt) - Date.parse(deletedAt));
    expect(dueCommands(state, { now: LATER, by: 'keeper' })).toEqual([]);
  });

  it('keeps an item that was deleted twice for as long as its last deletion says', () => {
    const journey = finished();
    const events = journey.delete(90 * 86_400_000);
    if (!('events' in events)) throw new Error('Nothing was deleted');
    const again = new Date(Date.parse(journey.now) + 3_600_000);
    const [deleted] = events.events as [Extract<AssetEvent, { type: 'AssetDeleted' }>];
    journey
      .later(3_600_000)
      .record([{ ...deleted, data: { ...deleted.data, expiresAt: new Date(again.getTime() + 7 * 86_400_000).toISOString() } }]);
    const state = importOf(journey);
    expect(Date.parse(state.expiresAt ?? '') - Date.parse(IMPORTED_AT)).toBe(7 * 86_400_000);
  });

  it('continues nothing that belongs to the other system', () => {
    const journey = finished();
    journey.send({ type: 'BindTemplate', template: 7, by: 'owner-1' });
    const state = importOf(journey);
    expect(state).not.toHaveProperty('template');
    expect(state).not.toHaveProperty('sourceId');
    expect(summarizeDecision(ask(state, { type: 'Redeliver', step: 'deliver:library', by: 'b' }))).toMatch(/^refused/);
    expect(ask(state, { type: 'Publish', by: 'b' })).toMatchObject({
      rejected: { code: 'not-in-run', detail: expect.stringContaining('belongs to another library or system') as string },
    });
  });
});

describe('an imported history', () => {
  it('unmaps the item when its template was unbound in the other system', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.send({ type: 'BindTemplate', template: 7, by: 'owner-1' });
    journey.later(1_000).send({ type: 'UnbindTemplate', by: 'owner-1' });
    const { isMapped, updatedAt } = importOf(journey);
    expect({ isMapped, updatedAt }).toEqual({ isMapped: false, updatedAt: journey.now });
  });

  it('lets nobody read files of other items, which it may name as the source of a document', () => {
    const key = 'uploads/0198f5d2-8e0a-7b3c-9d4e-5f60718293a4/source';
    const origin = { id: '0198f5d2-8e0a-7b3c-9d4e-5f60718293a4', key, size: 7, sha256: 'a'.repeat(64) };
    const journey = new Journey().register({ pipeline: 'document', source: { kind: 'pages', documents: [origin] } });
    expect(currentWork(aRunOf(journey), 'hash_file')?.source).toEqual({ kind: 'pages', documents: [origin] });
    const run = { runId: 'r', by: 'b', config: aConfig(), configSources: {} };
    expect(summarizeDecision(ask(importOf(journey), { type: 'StartRun', ...run }))).toBe('refused source-of-library');
    const started = end(importOf(journey));
    expect(currentWork(started.state, 'hash_file')?.source).toBeUndefined();
  });

  it('has the status of the other system after each commit', () => {
    fc.assert(
      fc.property(histories, (journey) => {
        fc.pre(journey.commits.length > 0);
        expect(renderStatus(importOf(journey))).toBe(renderStatus(journey.state));
      }),
    );
  });
});
