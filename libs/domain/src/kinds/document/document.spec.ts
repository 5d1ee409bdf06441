import { DOCUMENT_STATUSES, DOCUMENT_STEPS } from '@throughline/contracts';
import fc from 'fast-check';
import { isPresent, type Asset } from '../../asset/state.js';
import { Journey, aConfig, moves, play } from '../../testing/index.js';
import { documentRows } from '../../status/document-rows.js';
import { documentStatusOf, hasErrors } from '../../status/document-status.js';
import { summarizeDocument } from './summary.js';

const aDocument = (outputs: readonly string[] = []): Journey => {
  const journey = new Journey().register({ pipeline: 'document' });
  journey.run(aConfig(outputs));
  return journey;
};
const finished = (outputs: readonly string[]): Journey => aDocument(outputs).through(...DOCUMENT_STEPS);
const assetOf = ({ state }: Journey): Asset => {
  if (!isPresent(state)) throw new Error('The journey has not begun');
  return state;
};
const statusOf = (journey: Journey): string => documentStatusOf(assetOf(journey));
const words = (journey: Journey): Readonly<Record<string, string>> =>
  Object.fromEntries(documentRows(assetOf(journey)).map(({ step_name, status }) => [step_name, status]));

describe('the steps of a document', () => {
  it('DOC-05: are eight pending ones immediately after the registration', () => {
    expect(words(aDocument())).toEqual(Object.fromEntries(DOCUMENT_STEPS.map((step) => [step, 'pending'])));
  });

  it('DOC-06: include two pending ones for each destination', () => {
    expect(Object.entries(words(aDocument(['dropbox', 's3', 'nextcloud']))).slice(DOCUMENT_STEPS.length)).toEqual([
      ['queue_dropbox', 'pending'],
      ['upload_to_dropbox', 'pending'],
      ['queue_s3', 'pending'],
      ['upload_to_s3', 'pending'],
      ['queue_nextcloud', 'pending'],
      ['upload_to_nextcloud', 'pending'],
    ]);
  });

  it('DOC-06: complete the queue step when the upload is queued for a worker', () => {
    expect(words(finished(['s3']))).toMatchObject({ queue_s3: 'success', upload_to_s3: 'pending' });
  });

  it('DOC-09: go from pending to in_progress to success', () => {
    const journey = aDocument();
    journey.start('hash_file');
    expect(words(journey)).toMatchObject({ hash_file: 'in_progress' });
    journey.complete('hash_file');
    expect(words(journey)).toMatchObject({ hash_file: 'success', create_file_record: 'pending' });
  });

  it('DOC-10: keep a failure until the next attempt starts, which replaces it by in_progress', () => {
    const journey = aDocument();
    journey.start('hash_file');
    journey.fail('hash_file', { retryable: true });
    expect(words(journey)).toMatchObject({ hash_file: 'failure' });
    journey.start('hash_file');
    expect(words(journey)).toMatchObject({ hash_file: 'in_progress' });
  });

  it.each<[string, (journey: Journey) => unknown]>([
    ['a worker is lost', (journey) => journey.interrupt('hash_file')],
    ['it waits for something outside', (journey) => journey.wait('hash_file')],
    ['it waits and is paused', (journey) => [journey.wait('hash_file'), journey.pause()]],
  ])('DOC-09: stay in progress where %s, because they continue by themselves', (_what, happens) => {
    const journey = aDocument();
    journey.start('hash_file');
    happens(journey);
    expect(words(journey)).toMatchObject({ hash_file: 'in_progress' });
  });

  it('return to pending when a person has stopped them', () => {
    const journey = aDocument();
    journey.start('hash_file');
    journey.interrupt('hash_file');
    journey.cancel();
    expect(words(journey)).toMatchObject({ hash_file: 'pending' });
  });

  it('DOC-13: have one row each, however often they are retried', () => {
    const journey = aDocument();
    for (let times = 0; times < 2; times += 1) {
      journey.start('hash_file');
      journey.fail('hash_file', { retryable: true });
    }
    expect(documentRows(assetOf(journey)).filter(({ step_name }) => step_name === 'hash_file')).toHaveLength(1);
  });

  it('continue after a skipped step whose result none of them needs', () => {
    const journey = aDocument().through('hash_file', 'create_file_record', 'check_text', 'extract_text');
    journey.start('extract_metadata_with_gpt');
    journey.skip('extract_metadata_with_gpt');
    expect(words(journey)).toMatchObject({ extract_metadata_with_gpt: 'skipped', embed_metadata_into_pdf: 'pending' });
    expect(journey.step('embed_metadata_into_pdf').phase).toBe('scheduled');
  });

  it.each(['hash_file', 'create_file_record', 'finalize_document_storage', 'send_to_all_destinations'])('require %s', (step) => {
    expect(aDocument().skipStage(step)).toMatchObject({ rejected: { code: 'not-skippable' } });
  });

  it('continue without the extracted text if a person says so', () => {
    const journey = aDocument();
    journey.skipStage('extract_text');
    expect(journey.step('extract_text')).toMatchObject({ phase: 'skipped', skipReason: 'manual' });
  });
});

describe('the status of a document (DOC-15)', () => {
  it('D25: is pending until a step has started, and processing while steps remain', () => {
    const journey = aDocument();
    expect(statusOf(journey)).toBe('pending');
    journey.start('hash_file');
    expect(statusOf(journey)).toBe('processing');
    journey.complete('hash_file');
    expect(statusOf(journey)).toBe('processing');
  });

  it('D26: is completed when every step is done or skipped', () => {
    const journey = aDocument().through(...DOCUMENT_STEPS.slice(0, 5));
    journey.start('embed_metadata_into_pdf');
    journey.skip('embed_metadata_into_pdf', { reason: 'signed' });
    journey.through('finalize_document_storage', 'send_to_all_destinations');
    expect(statusOf(journey)).toBe('completed');
    expect(hasErrors(assetOf(journey))).toBe(false);
  });

  it('D25: is failed if a main step has failed, and a new run continues from there', () => {
    const journey = aDocument(['s3']).through('hash_file', 'create_file_record');
    journey.start('check_text');
    journey.fail('check_text');
    expect(statusOf(journey)).toBe('failed');
    expect(hasErrors(assetOf(journey))).toBe(true);
    expect(words(journey)).toMatchObject({ create_file_record: 'success', check_text: 'failure', upload_to_s3: 'pending' });
    journey.run(aConfig(['s3']));
    expect(words(journey)).toMatchObject({ create_file_record: 'success', check_text: 'pending' });
    expect(journey.step('check_text').phase).toBe('scheduled');
  });

  it('is pending if the document was stopped before its end and none of the rest has started', () => {
    const journey = aDocument().through('hash_file');
    journey.cancel();
    expect(statusOf(journey)).toBe('pending');
    journey.run(aConfig([]));
    expect(journey.step('hash_file').phase).toBe('completed');
  });

  it('D25: is failed only after all destinations have ended', () => {
    const journey = finished(['one', 'two']);
    journey.start('deliver:one');
    journey.fail('deliver:one');
    expect([statusOf(journey), hasErrors(assetOf(journey))]).toEqual(['processing', true]);
    journey.through('deliver:two');
    expect(statusOf(journey)).toBe('failed');
  });

  it('allows deliveries although nothing was ever downloaded', () => {
    const journey = finished(['one']).through('deliver:one');
    expect([statusOf(journey), journey.step('deliver:one').phase]).toEqual(['completed', 'completed']);
  });
});

describe('the summary of a document (DOC-16)', () => {
  it('counts the steps in each status: 3 done, 1 in progress, 4 pending', () => {
    const journey = aDocument().through('hash_file', 'create_file_record', 'check_text');
    journey.start('extract_text');
    expect(summarizeDocument(assetOf(journey))).toEqual({ main: { success: 3, in_progress: 1, pending: 4 }, uploads: {} });
  });

  it('C7: calls waiting uploads queued', () => {
    expect(summarizeDocument(assetOf(aDocument(['a', 'b'])))).toMatchObject({ uploads: { queued: 4 } });
  });

  it('shows one unavailable destination of five: four successes and one queued', () => {
    const outputs = ['a', 'b', 'c', 'd', 'e'];
    const journey = finished(outputs).through(...outputs.slice(1).map((name) => `deliver:${name}`));
    journey.start('deliver:a');
    journey.wait('deliver:a', { for: 'unavailable' });
    expect(summarizeDocument(assetOf(journey))).toEqual({ main: { success: 8 }, uploads: { success: 9, queued: 1 } });
    expect(statusOf(journey)).toBe('processing');
    journey.later(60_000).through('deliver:a');
    expect([summarizeDocument(assetOf(journey)).uploads, statusOf(journey)]).toEqual([{ success: 10 }, 'completed']);
  });

  it('U19: counts every row, whatever happens', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const journey = new Journey().register({ pipeline: 'document' });
        journey.run(aConfig(['a', 'b']));
        const asset = assetOf(play(journey, list, [aConfig(['a', 'b'])]));
        const { main, uploads } = summarizeDocument(asset);
        const total = (counts: object): number => Object.values(counts).reduce<number>((sum, count) => sum + Number(count), 0);
        expect(total(main)).toBe(DOCUMENT_STEPS.length);
        // Each output that was added later has two more rows.
        expect([total(uploads) >= 4, total(uploads) % 2]).toEqual([true, 0]);
        expect(DOCUMENT_STATUSES).toContain(documentStatusOf(asset));
      }),
    );
  });
});
