import { DOCUMENT_STEPS } from '@throughline/contracts';
import { isPresent, type Asset } from '../../asset/state.js';
import { Journey, STAGES, aConfig, aRun, aSource } from '../../testing/index.js';
import type { ForecastFacts } from '../../status/eta/facts.js';
import { renderListItem, type ListFields } from './list-item.js';
import type { LiveContext } from './recording.js';

const stateOf = ({ state, personal }: Journey) => {
  if (!isPresent(state)) throw new Error('nothing is registered');
  const { state: word, reason, running_steps: running } = renderListItem(state, personal, {});
  return { word, reason, running };
};
/** A document whose steps are completed, with these fields in doubt. */
const documentWith = (...unsure: readonly string[]): Journey => {
  const journey = new Journey().register({ pipeline: 'document', fileName: 'scan.pdf' });
  journey.run(aConfig([]));
  for (const step of DOCUMENT_STEPS) {
    journey.start(step);
    journey.complete(step, { result: { unsure: [...unsure] } });
  }
  return journey;
};
const delivered = (...outputs: readonly string[]): Journey => aRun(aConfig(outputs)).through('DOWNLOAD', ...STAGES);

describe('an item of a list', () => {
  it.each<[string, string | null, () => Journey]>([
    ['not_started', null, () => new Journey().register()],
    ['queued', null, () => aRun()],
    [
      'in_progress',
      null,
      () => {
        const run = aRun();
        run.start('DOWNLOAD');
        return run;
      },
    ],
    [
      'in_progress',
      'm',
      () => {
        const run = aRun();
        run.start('DOWNLOAD');
        run.fail('DOWNLOAD', { retryable: true, message: 'm' });
        return run;
      },
    ],
    [
      'failed',
      'm',
      () => {
        const run = aRun();
        run.start('DOWNLOAD');
        run.fail('DOWNLOAD', { retryable: false, message: 'm' });
        return run;
      },
    ],
    [
      'paused',
      'lunch',
      () => {
        const run = aRun();
        run.start('DOWNLOAD');
        run.pause({ reason: 'lunch' });
        return run;
      },
    ],
    [
      'stopped',
      null,
      () => {
        const run = aRun();
        run.cancel();
        return run;
      },
    ],
    [
      'waiting',
      'The disk is full',
      () => {
        const run = aRun();
        run.start('DOWNLOAD');
        run.wait('DOWNLOAD', { for: 'disk-full', message: 'The disk is full' });
        return run;
      },
    ],
    [
      'to_review',
      'The finished content waits until a person publishes it.',
      () => aRun(aConfig(['library'], { auto_upload: false })).through('DOWNLOAD', ...STAGES),
    ],
    [
      'partial',
      '1 of 2 delivered. archive: no such folder',
      () => {
        const run = delivered('library', 'archive').through('deliver:library');
        run.start('deliver:archive');
        run.fail('deliver:archive', { retryable: false, message: 'no such folder' });
        return run;
      },
    ],
    [
      'unconfirmed',
      'It is unknown if the delivery arrived: library.',
      () => {
        const run = delivered('library');
        run.start('deliver:library');
        run.complete('deliver:library', { result: { unconfirmed: true } });
        return run;
      },
    ],
    ['ready', 'Delivered to 1 output.', () => delivered('library').through('deliver:library')],
    [
      'ready',
      'Delivered to 2 outputs.',
      () => delivered('library', 'archive').through('deliver:library').through('deliver:archive'),
    ],
    [
      'deleted',
      null,
      () => {
        const run = delivered('library').through('deliver:library');
        run.delete();
        return run;
      },
    ],
  ])('is %s, with the reason %p', (word, reason, build) => {
    expect(stateOf(build())).toMatchObject({ word, reason });
  });

  it.each<[string, number, string | null, Journey]>([
    [
      'names the values of a finished document that a person should check',
      2,
      'Check 2 values: sender and due date.',
      documentWith('due_date', 'sender'),
    ],
    ['names a single value', 1, 'Check 1 value: date.', documentWith('date')],
    ['has nothing to check if all values are sure', 0, null, documentWith()],
  ])('%s', (_title, count, reason, { state, personal }) => {
    expect(renderListItem(state as Asset, personal, {})).toMatchObject({ state: 'ready', values_to_check: count, reason });
  });

  it('has nothing to check once a person has accepted the document', () => {
    const journey = documentWith('date');
    journey.send({ type: 'AcceptDocument', by: 'anna' });
    expect(renderListItem(journey.state as Asset, journey.personal, {})).toMatchObject({ values_to_check: 0, reason: null });
  });

  it('names the running steps', () => {
    const run = aRun().through('DOWNLOAD');
    run.start('TRIM');
    expect(stateOf(run).running).toEqual(['TRIM']);
  });

  describe('its plan', () => {
    const facts = (isStalled: boolean): ForecastFacts => ({
      now: '2026-11-20T10:00:00.000Z',
      samplesOf: () => [],
      placeOf: () => undefined,
      roomOf: () => ({ state: 'unknown' }),
      isStalled: () => isStalled,
    });
    const listed = ({ state, personal }: Journey, context: LiveContext = {}): ListFields =>
      renderListItem(state as Asset, personal, context);
    const planOf = (journey: Journey, context?: LiveContext): Readonly<Record<string, unknown>> =>
      Object.fromEntries(
        listed(journey, context).plan.map(({ step, status, progress, ...others }) => [
          step,
          [status, progress, ...Object.entries(others).flatMap(([name, is]) => (is ? [name] : []))],
        ]),
      );

    it('has the progress of its running step only with a heartbeat', () => {
      const run = aRun(aConfig(['library'])).through('DOWNLOAD');
      run.start('TRIM');
      expect(planOf(run)).toMatchObject({
        DOWNLOAD: ['COMPLETED', 1],
        TRIM: ['IN_PROGRESS', null],
        TRANSCRIBE: ['PENDING', null],
        'deliver:library': ['PENDING', null],
      });
      expect(planOf(run, { live: new Map([['TRIM', { fraction: 0.4 }]]) })['TRIM']).toEqual(['IN_PROGRESS', 0.4]);
      expect(planOf(run, { forecast: facts(true) })).toMatchObject({
        DOWNLOAD: ['COMPLETED', 1],
        TRIM: ['IN_PROGRESS', null, 'stalled'],
      });
    });

    it('tells a step that waits for something from one that waits for its turn', () => {
      const run = aRun();
      run.start('DOWNLOAD');
      expect(planOf(aRun(), { forecast: facts(false) })['DOWNLOAD']).toEqual(['PENDING', 0]);
      run.wait('DOWNLOAD', { for: 'disk-full', message: 'The disk is full' });
      expect(planOf(run)['DOWNLOAD']).toEqual(['PENDING', 0, 'waiting']);
    });

    it('is there with the size of the file until the item rests', () => {
      const run = new Journey().register();
      expect(listed(run)).toMatchObject({ state: 'not_started', plan: [], source: { size: null } });
      run.run(aConfig(['library']));
      expect(listed(run)).toMatchObject({ state: 'queued', source: { size: aSource().size } });
      expect(listed(run).plan.map(({ step }) => step)).toEqual(['DOWNLOAD', ...STAGES, 'deliver:library']);
      run.through('DOWNLOAD', ...STAGES, 'deliver:library');
      expect(listed(run)).toMatchObject({ state: 'ready', plan: [], source: { size: null } });
    });
  });

  it('can be retried if it has failed and a run is possible, or if it is partial', () => {
    const canRetry = ({ state, personal }: Journey): readonly [boolean, string | null] => {
      const { can_retry: can, failed_at_stage: stage } = renderListItem(state as Asset, personal, {});
      return [can, stage];
    };
    const failed = aRun();
    failed.start('DOWNLOAD');
    expect(canRetry(failed)).toEqual([false, null]);
    failed.fail('DOWNLOAD', { retryable: false, message: 'm' });
    expect(canRetry(failed)).toEqual([true, 'download']);
    failed.delete();
    expect(canRetry(failed)[0]).toBe(false);
    const partial = delivered('library', 'archive').through('deliver:library');
    partial.start('deliver:archive');
    partial.fail('deliver:archive', { retryable: false, message: 'no such folder' });
    expect(canRetry(partial)).toEqual([true, null]);
    expect(canRetry(delivered('library').through('deliver:library'))).toEqual([false, null]);
  });

  it.each<[string, boolean, (session: Journey) => unknown]>([
    ['no engine was there', true, (session) => session.skip('TRANSCRIBE', { reason: 'no_engine' })],
    ['it has no sound', false, (session) => session.skip('TRANSCRIBE', { reason: 'no_audio' })],
    ['the file is broken', false, (session) => session.fail('TRANSCRIBE', { retryable: false })],
  ])('is a failed session: %s, can be retried: %p', (_why, can, end) => {
    const session = new Journey().register({ pipeline: 'session' });
    session.run(aConfig([]));
    session.through('DOWNLOAD').start('TRANSCRIBE');
    end(session);
    expect(renderListItem(session.state as Asset, session.personal, {})).toMatchObject({ state: 'failed', can_retry: can });
  });
});
