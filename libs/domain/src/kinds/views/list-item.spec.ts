import { DOCUMENT_STEPS } from '@throughline/contracts';
import { isPresent, type Asset } from '../../asset/state.js';
import { Journey, STAGES, aConfig, aRun } from '../../testing/index.js';
import { renderListItem } from './list-item.js';

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
});
