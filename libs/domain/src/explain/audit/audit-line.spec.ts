import { initialState, type AssetState } from '../../asset/state.js';
import { evolve } from '../../asset/evolve.js';
import { IN_FOLDER } from '../../asset/left-original.js';
import { Journey, aConfig, aRun, aSource } from '../../testing/index.js';
import { newEvent } from '../../decide/event.js';
import { auditLine } from './audit-line.js';

const lines = (journey: Journey): readonly string[] => {
  let state: AssetState = initialState;
  return journey.commits.flatMap(({ assetId, commit }) =>
    commit.events.map((event) => {
      const after = evolve(state, event, { assetId, at: commit.at });
      const { step, message } = auditLine(state, event, after);
      state = after;
      return step === undefined ? message : `${step} ${message}`;
    }),
  );
};

describe('the audit log', () => {
  it('FLR-17: describes the life of a recording, with attempts, reasons and waits', () => {
    const journey = aRun(aConfig([]));
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD', { retryable: true, code: 'timeout', progress: 0.25 });
    journey.start('DOWNLOAD');
    const sleeper = journey.attemptId('DOWNLOAD');
    journey.send({ type: 'CheckpointStep', step: 'DOWNLOAD', attemptId: sleeper, data: { session: 'secret' } });
    journey.interrupt('DOWNLOAD', { progress: 0.5 });
    journey.start('DOWNLOAD');
    journey.complete('DOWNLOAD', { adoptedFrom: sleeper });
    journey.send({ type: 'RecordLate', step: 'DOWNLOAD', attemptId: sleeper, outcome: 'aborted' });
    journey.start('TRIM');
    journey.skip('TRIM', { reason: 'all_silence' });
    journey.start('TRANSCRIBE');
    journey.fail('TRANSCRIBE', { code: 'no-model' });
    expect(lines(journey)).toEqual([
      'registered (upload, mapped, language en)',
      'source is complete: 1000 bytes',
      'run 00000000-0000-7000-9000-000000000001 started: DOWNLOAD, TRIM, TRANSCRIBE, EXTRACT_TOPICS, GENERATE_SUBTITLES',
      'DOWNLOAD attempt 1 scheduled',
      'DOWNLOAD attempt 1 started by worker-1',
      'DOWNLOAD attempt 1 failed at 25 % with timeout, to be tried again at 2026-01-01T00:00:06.000Z',
      'DOWNLOAD attempt 2 scheduled, retry 1 of at most 2, not before 2026-01-01T00:00:06.000Z',
      'DOWNLOAD attempt 2 started by worker-1',
      'DOWNLOAD attempt 2 left a checkpoint (session)',
      'DOWNLOAD attempt 2 interrupted at 50 % by worker-2: lease-expired',
      'DOWNLOAD attempt 3 scheduled',
      'DOWNLOAD attempt 3 started by worker-1',
      'DOWNLOAD attempt 3 completed with the result of an earlier attempt',
      'TRIM attempt 1 scheduled',
      "DOWNLOAD attempt 2 was closed and came late with 'aborted'; ignored",
      'TRIM attempt 1 started by worker-1',
      'TRIM skipped: all_silence',
      'TRANSCRIBE attempt 1 scheduled',
      'TRANSCRIBE attempt 1 started by worker-1',
      'TRANSCRIBE attempt 1 failed at 0 % with no-model, finally',
      'TRANSCRIBE run rolled back from PROCESSING to DOWNLOADED: no-model',
    ]);
  });

  it('FLR-17: describes what people did to a run, and counts a retry that a pause held back', () => {
    const journey = aRun(aConfig(['library']));
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD', { retryable: true, code: 'timeout' });
    journey.pause({ reason: 'a storm of words' });
    journey.run();
    journey.start('DOWNLOAD');
    journey.wait('DOWNLOAD');
    journey.unstick();
    journey.skipStage('TRIM');
    journey.cancel({ reason: 'more words' });
    journey.reset();
    journey.delete(1_000);
    journey.restore();
    journey.delete(1_000);
    journey.later(5_000).poke();
    expect(lines(journey).slice(6)).toEqual([
      'DOWNLOAD attempt 2 scheduled, retry 1 of at most 2, not before 2026-01-01T00:00:06.000Z',
      'paused by owner-1',
      'resumed by owner-1',
      'DOWNLOAD attempt 3 scheduled, retry 1 of at most 2, not before 2026-01-01T00:00:06.000Z',
      'DOWNLOAD attempt 3 started by worker-1',
      'DOWNLOAD attempt 3 waits for disk-full until 2026-01-01T00:00:13.000Z',
      'DOWNLOAD attempt 4 scheduled, not before 2026-01-01T00:00:13.000Z',
      'DOWNLOAD attempt 4 interrupted at 0 % by owner-1: fenced',
      'DOWNLOAD attempt 5 scheduled',
      'TRIM skipped: manual',
      'run cancelled by owner-1',
      'reset to INITIALIZED by owner-1',
      'deleted by owner-1; kept until 2026-01-01T00:00:14.000Z',
      'restored by owner-1',
      'deleted by owner-1; kept until 2026-01-01T00:00:16.000Z',
      'past its retention date: its content and everything personal is given up for good',
    ]);
  });

  it("describes an operator's acts", () => {
    const event = newEvent('CommitDiscarded', { commitId: 'commit-7' });
    expect(auditLine(initialState, event, initialState).message).toBe(
      'commit commit-7, which could not be applied, was taken out of the history',
    );
  });

  it('says of an original in a folder on which server it stays', () => {
    const { state } = new Journey().register({ source: aSource() });
    const source = { kind: IN_FOLDER, settings: { folder: 'scans', size: 5, modified: 1 } };
    const event = newEvent('SourceBecameReady', { source }, { url: 'letter.pdf' });
    const at = '2026-01-01T00:00:00.000Z';
    const messageOf = (importedAt: object): string =>
      auditLine(state, event, evolve(state, event, { assetId: 'a', at, ...importedAt })).message;
    expect(messageOf({})).toBe('source stays in the folder scans of the server: 5 bytes. An erasure does not remove it');
    expect(messageOf({ importedAt: at })).toBe(
      "source stays in the folder scans of the other system's server: 5 bytes. It was not imported",
    );
  });
});
