import { STAGES, aConfig, aRun, type Journey } from '../../testing/journey.js';
import { itemOf, describeDecision } from '../../testing/describe-decision.js';

const delivered = (result: { readonly delivery_key: string; readonly outdated?: boolean }, journey: Journey): string => {
  journey.start('deliver:library');
  journey.complete('deliver:library', { result });
  return journey.now;
};
const again = (): { journey: Journey; sentAt: string } => {
  const journey = aRun().through('DOWNLOAD', ...STAGES);
  const sentAt = delivered({ delivery_key: 'first' }, journey);
  journey.reset();
  journey.run();
  journey.through('DOWNLOAD', ...STAGES);
  return { journey, sentAt };
};
const output = (journey: Journey): unknown => itemOf(journey).outputs[0];
const answer = (journey: Journey): unknown => {
  const decision = journey.run();
  return 'events' in decision ? decision.satisfied : decision;
};

describe('an output after a reset', () => {
  it('shows outdated and the earlier time if it cannot replace its content', () => {
    const { journey, sentAt } = again();
    delivered({ delivery_key: 'first', outdated: true }, journey);
    expect(output(journey)).toMatchObject({ status: 'UPLOADED', outdated: true, uploaded_at: sentAt });
    const sent = { status: 'uploaded', url: null, uploaded_at: sentAt };
    expect(itemOf(journey).uploads).toEqual({ folder: { ...sent, outputs: [{ id: 'library', ...sent }] } });
    expect(answer(journey)).toMatchObject({
      code: 'already-complete',
      detail: expect.stringContaining('These have an earlier version, which cannot be replaced: library.') as string,
    });
  });

  it('keeps the earlier time if it already has the same content', () => {
    const { journey, sentAt } = again();
    delivered({ delivery_key: 'first' }, journey);
    expect(output(journey)).toMatchObject({ outdated: false, uploaded_at: sentAt });
  });

  it('shows the new time after it took the new content', () => {
    const { journey } = again();
    const now = delivered({ delivery_key: 'second' }, journey);
    expect(output(journey)).toMatchObject({ outdated: false, uploaded_at: now });
    expect(answer(journey)).toMatchObject({ detail: 'The recording is complete: it was delivered to all of its outputs.' });
  });

  it('shows the time of the delivery that arrived after a lost one', () => {
    const { journey } = again();
    journey.start('deliver:library');
    journey.complete('deliver:library', { result: { delivery_key: 'first', unconfirmed: true } });
    journey.settle('deliver:library', false);
    journey.run();
    const now = delivered({ delivery_key: 'first' }, journey);
    expect(output(journey)).toMatchObject({ uploaded_at: now, unconfirmed: false });
  });
});

describe('several outputs of one type', () => {
  const NAMES = ['one', 'two', 'three'] as const;
  const worked = (): Journey => aRun(aConfig([...NAMES])).through('DOWNLOAD', ...STAGES);
  const failing =
    (name: string): ((journey: Journey) => unknown) =>
    (journey) => {
      journey.start(`deliver:${name}`);
      return journey.fail(`deliver:${name}`);
    };
  const sent =
    (name: string): ((journey: Journey) => unknown) =>
    (journey) =>
      journey.through(`deliver:${name}`);
  const sending =
    (name: string): ((journey: Journey) => unknown) =>
    (journey) =>
      journey.start(`deliver:${name}`);

  it.each<[string, readonly ((journey: Journey) => unknown)[], string, readonly string[]]>([
    [
      'failed, although another was sent later',
      [failing('one'), sent('two'), sent('three')],
      'failed',
      ['failed', 'uploaded', 'uploaded'],
    ],
    ['pending while one waits', [sent('one'), sending('two')], 'pending', ['uploaded', 'uploading', 'pending']],
    [
      'uploading while one is sent',
      [sent('one'), sent('three'), sending('two')],
      'uploading',
      ['uploaded', 'uploading', 'uploaded'],
    ],
    ['uploaded once all are', [sent('one'), sent('two'), sent('three')], 'uploaded', ['uploaded', 'uploaded', 'uploaded']],
  ])('are shown as %s (UPL-04)', (_, deeds, status, each) => {
    const journey = worked();
    for (const deed of deeds) deed(journey);
    const { uploads, upload_summary } = itemOf(journey);
    expect(uploads['folder']?.status).toBe(status);
    expect(uploads['folder']?.outputs.map(({ id, status: own }) => [id, own])).toEqual(NAMES.map((name, at) => [name, each[at]]));
    expect(uploads['folder']?.uploaded_at === null).toBe(status !== 'uploaded');
    expect(upload_summary).toMatchObject({
      total: 3,
      uploaded: each.filter((one) => one === 'uploaded').length,
      failed: each.filter((one) => one === 'failed').length,
    });
  });
});

describe('an unconfirmed output', () => {
  const unsure = (): Journey => {
    const journey = aRun(aConfig(['library', 'archive'])).through('DOWNLOAD', ...STAGES, 'deliver:archive');
    journey.start('deliver:library');
    journey.complete('deliver:library', { result: { unconfirmed: true } });
    return journey;
  };

  it('is counted beside the four counts of FLR-12, until a person has checked', () => {
    const journey = unsure();
    expect(itemOf(journey).upload_summary).toEqual({
      total: 2,
      uploaded: 2,
      failed: 0,
      partial: false,
      unconfirmed: 1,
      follow_ups_failed: 0,
    });
    journey.settle('deliver:library', true);
    expect(itemOf(journey).upload_summary.unconfirmed).toBe(0);
  });

  it('is reported with a way out if a run has nothing to do', () => {
    const journey = unsure();
    expect(answer(journey)).toEqual({
      code: 'already-complete',
      detail: 'The recording was sent to all of its outputs. Unconfirmed deliveries: library.',
      tryInstead: 'Check each destination, then confirm or fail the delivery (settle). The next run repeats failed deliveries.',
    });
    journey.settle('deliver:library', false);
    expect(describeDecision(journey.run())[0]).toBe('RunStarted');
  });
});
