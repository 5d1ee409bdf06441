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
      'Registered from an upload',
      'The file arrived: 1 KB',
      'Run started: download, silence trimming, transcription, topic search, subtitling',
      'DOWNLOAD Download scheduled',
      'DOWNLOAD Download started on worker-1',
      'DOWNLOAD Download failed at 25 %: timeout. It is tried again in 2 s.',
      'DOWNLOAD Download scheduled (attempt 2), retry 1 of at most 2. It starts in 2 s at the earliest.',
      'DOWNLOAD Download started on worker-1 (attempt 2)',
      'DOWNLOAD Download saved a checkpoint (attempt 2): session',
      'DOWNLOAD Download interrupted at 50 % (attempt 2): its worker stopped responding, found by worker-2',
      'DOWNLOAD Download scheduled (attempt 3)',
      'DOWNLOAD Download started on worker-1 (attempt 3)',
      'DOWNLOAD Download finished with the result of an earlier attempt (attempt 3)',
      'TRIM Silence trimming scheduled',
      'DOWNLOAD Late result of the download ignored, because attempt 2 had ended before: aborted',
      'TRIM Silence trimming started on worker-1',
      'TRIM Silence trimming skipped: the audio is silent',
      'TRANSCRIBE Transcription scheduled',
      'TRANSCRIBE Transcription started on worker-1',
      'TRANSCRIBE Transcription failed: no model. It is not tried again automatically.',
      'TRANSCRIBE Run given up because the transcription failed: no model. Finished steps are kept.',
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
      'DOWNLOAD Download scheduled (attempt 2), retry 1 of at most 2. It starts in 2 s at the earliest.',
      'Paused by owner-1',
      'Resumed by owner-1',
      'DOWNLOAD Download scheduled (attempt 3), retry 1 of at most 2',
      'DOWNLOAD Download started on worker-1 (attempt 3)',
      'DOWNLOAD Download waits (attempt 3): disk full. The next check is in 5 s.',
      'DOWNLOAD Download scheduled (attempt 4). It starts in 5 s at the earliest.',
      'DOWNLOAD Download stopped by owner-1 (attempt 4)',
      'DOWNLOAD Download scheduled (attempt 5)',
      'TRIM Silence trimming skipped by a user',
      'Run stopped by owner-1',
      'Reset by owner-1',
      'Deleted by owner-1. It is kept until 2026-01-01 00:00 UTC.',
      'Restored by owner-1',
      'Deleted by owner-1. It is kept until 2026-01-01 00:00 UTC.',
      'The retention date has passed. Its content and all personal data were removed permanently.',
    ]);
  });

  it('says how long finished work has taken, and that an unanswered delivery may not have arrived', () => {
    const journey = aRun(aConfig(['library', 'vk']));
    journey.through('DOWNLOAD', 'TRIM');
    journey.start('TRANSCRIBE');
    journey.later(129_000).complete('TRANSCRIBE');
    journey.through('EXTRACT_TOPICS', 'GENERATE_SUBTITLES', 'deliver:library');
    journey.start('deliver:vk');
    journey.complete('deliver:vk', { result: { unconfirmed: true } });
    journey.settle('deliver:vk', false);
    expect(lines(journey).filter((line) => /finished|eliver|Sent/u.test(line) && !/scheduled|on worker/u.test(line))).toEqual([
      'Run started: download, silence trimming, transcription, topic search, subtitling, 2 deliveries',
      'DOWNLOAD Download finished in 1 s',
      'TRIM Silence trimming finished in 1 s',
      'TRANSCRIBE Transcription finished in 2 min 10 s',
      'EXTRACT_TOPICS Topic search finished in 1 s',
      'GENERATE_SUBTITLES Subtitling finished in 1 s',
      'deliver:library Delivered to library in 1 s',
      'deliver:vk Sent to vk in 1 s. The destination has not confirmed it.',
      'deliver:vk Delivery to vk reported missing by owner-1. It is to be sent again.',
    ]);
  });

  it('says of an original in a folder on which server it stays', () => {
    const { state } = new Journey().register({ source: aSource() });
    const source = { kind: IN_FOLDER, settings: { folder: 'scans', size: 5, modified: 1 } };
    const event = newEvent('SourceBecameReady', { source }, { url: 'letter.pdf' });
    const at = '2026-01-01T00:00:00.000Z';
    const messageOf = (importedAt: object): string =>
      auditLine(state, event, evolve(state, event, { assetId: 'a', at, ...importedAt })).message;
    expect(messageOf({})).toBe('The file stays in the folder scans of the server: 5 B. An erasure does not remove it.');
    expect(messageOf({ importedAt: at })).toBe(
      "The file stays in the folder scans of the other system's server: 5 B. It was not imported.",
    );
  });
});
