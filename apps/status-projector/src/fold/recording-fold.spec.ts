import type { JsonObject, Json } from '@throughline/contracts';
import { Journey, STAGES, aConfig, type UntimedCommand } from '@throughline/domain/testing';
import type { FoldedAsset, StepRow, Summary } from './fold.js';
import { recordingFold } from './recording-fold.js';

const by = 'owner-1';
const LATER = '2027-01-01T00:00:00.000Z';

const foldedOf = ({ state, personal }: Journey): FoldedAsset => ({
  state: state as unknown as Json,
  personal: personal as JsonObject,
});
const summaryOf = (journey: Journey): Summary => recordingFold.summary(foldedOf(journey));
const stepOf = (journey: Journey, step: string): StepRow | undefined =>
  recordingFold.steps(foldedOf(journey)).find((row) => row.step === step);

const startRun = (...outputs: readonly string[]): Journey => {
  const journey = new Journey().register();
  journey.run(aConfig(outputs));
  journey.start('DOWNLOAD');
  return journey;
};
const wait = (journey: Journey, step: string, what: string): void => {
  const command: UntimedCommand = {
    type: 'WaitStep',
    step,
    attemptId: journey.attemptId(step),
    for: what,
    message: 'not there',
    progress: 0,
    retryAfterMs: 60_000,
  };
  journey.send(command);
};

describe('the columns of a recording', () => {
  it('show a pause and its end while it lasts', () => {
    const journey = startRun('library');
    expect(summaryOf(journey)).toMatchObject({ onPause: false, pauseUntil: undefined });
    journey.send({ type: 'PauseRun', by });
    expect(summaryOf(journey)).toMatchObject({ onPause: true, pauseUntil: undefined });
    journey.send({ type: 'PauseRun', by, until: LATER });
    expect(summaryOf(journey)).toMatchObject({ onPause: true, pauseUntil: LATER });
    journey.run();
    expect(summaryOf(journey)).toMatchObject({ onPause: false, pauseUntil: undefined });
  });

  it('have the title that was found in a document, by which lists are sorted and searched (ADR 110)', () => {
    const journey = new Journey().register({ pipeline: 'document', title: 'scan0001', fileName: 'scan0001.pdf' });
    journey.run(aConfig());
    journey.through('hash_file', 'create_file_record', 'check_text', 'extract_text');
    expect(summaryOf(journey).title).toBe('scan0001');
    journey.start('extract_metadata_with_gpt');
    journey.complete('extract_metadata_with_gpt', { details: { title: 'Invoice 7' } });
    expect(summaryOf(journey).title).toBe('Invoice 7');
  });

  it('show when a run was cancelled, until the next run', () => {
    const journey = startRun('library');
    journey.send({ type: 'CancelRun', by });
    expect(summaryOf(journey)).toMatchObject({ cancelledAt: journey.now, isActive: false, failed: false });
    journey.run();
    expect(summaryOf(journey)).toMatchObject({ cancelledAt: undefined, isActive: true });
  });

  it('show the deletion and the retention date until the recording is restored', () => {
    const journey = startRun('library');
    journey.send({ type: 'DeleteAsset', by, expiresAt: LATER });
    expect(summaryOf(journey)).toMatchObject({ deletedAt: journey.now, expiresAt: LATER });
    journey.send({ type: 'RestoreAsset', by });
    expect(summaryOf(journey)).toMatchObject({ deletedAt: undefined, expiresAt: undefined });
  });

  it('show since when an item rests, until it is deleted', () => {
    const journey = startRun('library');
    expect(summaryOf(journey).restsSince).toBeUndefined();
    journey.complete('DOWNLOAD');
    journey.through(...STAGES, 'deliver:library');
    expect(summaryOf(journey)).toMatchObject({ status: 'READY', restsSince: journey.now });
    journey.delete();
    expect(summaryOf(journey).restsSince).toBeUndefined();
    journey.restore();
    expect(summaryOf(journey)).toMatchObject({ restsSince: journey.now });
  });

  it('name the failed stage in the words of the API', () => {
    const journey = startRun('library');
    journey.complete('DOWNLOAD');
    journey.start('TRIM');
    expect(summaryOf(journey).failedAtStage).toBeUndefined();
    journey.fail('TRIM');
    expect(summaryOf(journey)).toMatchObject({ failed: true, failedAtStage: 'trim' });
  });

  it('show the longest of several waits', () => {
    const journey = startRun('library', 'archive');
    journey.complete('DOWNLOAD');
    journey.through(...STAGES);
    journey.start('deliver:library');
    journey.start('deliver:archive');
    wait(journey, 'deliver:archive', 'output-unreachable');
    const since = journey.now;
    expect(summaryOf(journey)).toMatchObject({ waitingFor: 'output-unreachable', waitingSince: since });
    wait(journey, 'deliver:library', 'disk-full');
    expect(summaryOf(journey)).toMatchObject({ waitingFor: 'output-unreachable', waitingSince: since });

    const retryAt = new Date(Date.parse(journey.now) + 60_000).toISOString();
    expect(stepOf(journey, 'deliver:library')).toMatchObject({
      status: 'scheduled',
      waiting_for: 'disk-full',
      waiting_since: journey.now,
      retry_at: retryAt,
      not_before: retryAt,
      error_code: null,
    });
    journey.through('deliver:archive');
    expect(summaryOf(journey)).toMatchObject({ waitingFor: 'disk-full' });
    expect(stepOf(journey, 'deliver:archive')).toMatchObject({ waiting_for: null, waiting_since: null, retry_at: null });
    journey.send({ type: 'CancelRun', by });
    expect(summaryOf(journey)).toMatchObject({ waitingFor: undefined, waitingSince: undefined });
    expect(stepOf(journey, 'deliver:library')).toMatchObject({ waiting_for: null, waiting_since: null, retry_at: null });
  });
});

describe('the address in a row', () => {
  const rowOf = (source: { kind: string; settings: Record<string, string | number> }, url: string): Json => {
    const recorded = { at: '2026-11-20T00:00:00.000Z', assetId: '0190f5fe-7c00-7a00-8a00-0123456789ab' };
    const { state, personal } = new Journey().register({ sourceKind: 'history' });
    const before: FoldedAsset = { state: state as unknown as Json, personal: personal as JsonObject };
    const event = { type: 'SourceBecameReady', v: 2, data: { source }, personal: { url } } as const;
    return recordingFold.apply(before, event, recorded).personal;
  };

  it('contains no access key', () => {
    expect(rowOf({ kind: 'url', settings: {} }, 'https://me:s3cret@files.example/talk.mp4?key=s3cret')).toMatchObject({
      sourceUrl: 'https://files.example/talk.mp4',
    });
    expect(rowOf({ kind: 'url', settings: {} }, 's3cret/talk.mp4')).not.toHaveProperty('sourceUrl');
  });

  it('is the path of an original that was left in a folder', () => {
    const settings = { folder: 'scans', size: 3, modified: 1 };
    expect(rowOf({ kind: 'folder', settings }, '2024/a letter?.pdf')).toMatchObject({ sourceUrl: '2024/a letter?.pdf' });
  });
});
