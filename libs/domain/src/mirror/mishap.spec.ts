import { defaultRunConfig } from '../config/defaults.js';
import { DRIVE, anAudit, shown, transcribed } from '../testing/audit.js';
import { aConfig, type Journey } from '../testing/index.js';
import { answered } from '../testing/told.js';

const error = (journey: Journey): string | undefined => shown(journey)?.error;
const failing = (journey: Journey, step: string, overrides: Parameters<Journey['fail']>[1] = {}): Journey => {
  journey.start(step);
  journey.fail(step, { message: 'YouTube video not available', ...overrides });
  return journey;
};

describe('what the page of an item says of a failure', () => {
  it.each([
    ['DOWNLOAD', () => anAudit()],
    ['TRANSCRIBE', () => anAudit().through('DOWNLOAD')],
    [DRIVE, () => transcribed()],
  ])('AUD-11, AUD-12: a failed %s is an Error with its text behind the prefix', (step, begun) => {
    const journey = failing(begun(), step);
    expect(shown(journey)).toMatchObject({
      status: 'Error',
      error: 'Error in video processing: YouTube video not available',
      since: journey.now,
    });
  });

  it('AUD-11, D31: is an Error also while a retry is scheduled; once it has started the word of its phase comes back, without a text', () => {
    const journey = failing(anAudit().through('DOWNLOAD'), 'TRANSCRIBE', { retryable: true });
    const { now } = journey;
    expect(shown(journey.later(500))).toMatchObject({ status: 'Error', since: now });
    journey.start('TRANSCRIBE');
    expect(shown(journey)).toEqual({ status: 'Transcribing', since: journey.now, runAt: shown(journey)?.runAt });
  });

  it('stands also while the next attempt waits for something before it starts', () => {
    const journey = failing(anAudit(), 'DOWNLOAD', { retryable: true });
    journey.wait('DOWNLOAD');
    expect(error(journey)).toBe('Error in video processing: no space left');
    journey.start('DOWNLOAD');
    expect(shown(journey)?.status).toBe('Downloading');
  });

  it('C8, AUD-12: of a time limit says which task it has ended, without the prefix, whatever is scheduled since', () => {
    const journey = anAudit();
    const attemptId = journey.attemptId('DOWNLOAD');
    failing(journey, 'DOWNLOAD', { code: 'timeout', retryable: true, message: 'took longer than its limit of 60 s' });
    expect(journey.attemptId('DOWNLOAD')).not.toBe(attemptId);
    expect(error(journey)).toBe(`Task ${attemptId} exceeded time limit`);
  });

  it('is an Error when one of several outputs has failed, also while another one is still at work, and tells the newest', () => {
    const journey = transcribed(aConfig(['one', 'two']));
    failing(journey, 'deliver:one', { message: 'Drive authentication failed' });
    journey.start('deliver:two');
    expect(error(journey)).toBe('Error in video processing: Drive authentication failed');
    journey.fail('deliver:two', { message: 'the disk is full' });
    expect(error(journey)).toBe('Error in video processing: the disk is full');
  });

  it('is gone with a further run', () => {
    const journey = failing(anAudit(), 'DOWNLOAD');
    expect(shown(journey)?.status).toBe('Error');
    journey.run(aConfig(['drive']));
    expect(shown(journey)).toEqual({ status: 'Processing', since: journey.now, runAt: journey.now });
  });

  it('stands when a person leaves the failed step out afterwards: the run was given up', () => {
    const journey = failing(anAudit().through('DOWNLOAD'), 'TRANSCRIBE');
    journey.skipStage('TRANSCRIBE');
    expect(journey.step('TRANSCRIBE').phase).toBe('skipped');
    expect(shown(journey)).toMatchObject({
      status: 'Error',
      error: 'Error in video processing: YouTube video not available',
    });
  });

  it('has the code where no words about it are known', () => {
    const journey = failing(anAudit(), 'DOWNLOAD', { code: 'video-unavailable' });
    journey.personal = {};
    expect(error(journey)).toBe('Error in video processing: video-unavailable');
  });

  it('says that a worker has crashed too often', () => {
    const retry = { ...defaultRunConfig.retry, max_crashes: 1 };
    const journey = anAudit(aConfig(['drive'], { retry }));
    journey.start('DOWNLOAD');
    journey.interrupt('DOWNLOAD');
    expect(error(journey)).toMatch(/^Error in video processing: .*1 time/u);
  });

  it('does not speak of what failed after a delivery: that never fails it (U9)', () => {
    const outputs = [{ name: 'drive', type: 'google_drive', settings: {}, follow_ups: ['thumbnail'] }];
    const journey = transcribed(aConfig([], { outputs })).through(DRIVE);
    failing(journey, `${DRIVE}/thumbnail`);
    expect(journey.step(`${DRIVE}/thumbnail`).phase).toBe('failed');
    expect(shown(journey)?.status).toBe('Complete');
  });

  it('is cut to 2,000 characters, and never in the middle of one', () => {
    const prefix = 'Error in video processing: ';
    const long = failing(anAudit(), 'DOWNLOAD', { message: 'x'.repeat(5_000) });
    expect(error(long)).toBe(`${prefix}${'x'.repeat(2_000 - prefix.length)}`);
    const message = `${'x'.repeat(1_999 - prefix.length)}\u{1F3AC} and more`;
    expect(error(failing(anAudit(), 'DOWNLOAD', { message }))).toBe(`${prefix}${'x'.repeat(1_999 - prefix.length)}`);
  });
});

describe('what the page of an item says of a transcription that is missing', () => {
  it.each([
    ['no_engine', 'there is no engine that could transcribe it'],
    ['no_engine_for_language', 'there is no engine that could transcribe its language'],
    ['error', 'it was not transcribed'],
  ] as const)('is an Error (%s), also once everything else is delivered', (reason, text) => {
    const journey = anAudit().through('DOWNLOAD');
    journey.skip('TRANSCRIBE', { reason });
    const expected = { status: 'Error', error: `Error in video processing: ${text}`, since: journey.now };
    expect(shown(journey)).toMatchObject(expected);
    journey.through(DRIVE);
    expect(shown(journey)).toMatchObject(expected);
  });

  it('is made up for by a reset and a further run, once there is an engine', () => {
    const journey = anAudit().through('DOWNLOAD');
    journey.skip('TRANSCRIBE', { reason: 'no_engine' });
    journey.through(DRIVE);
    // What is delivered is complete to a run: it would change nothing there.
    expect(answered(journey.run(aConfig(['drive'])))).toBe('nothing already-complete');
    journey.reset();
    journey.run(aConfig(['drive']));
    journey.through('DOWNLOAD', 'TRANSCRIBE', DRIVE);
    expect(shown(journey)?.status).toBe('Complete');
  });
});

describe('what the page of an item says of what people do to it', () => {
  const downloading = (): Journey => {
    const journey = anAudit();
    journey.start('DOWNLOAD');
    return journey;
  };

  it('a cancelled run is an Error, with the reason where there is one', () => {
    const [silent, told] = [downloading(), downloading()];
    silent.cancel();
    expect(shown(silent)).toMatchObject({ status: 'Error', error: 'Error in video processing: cancelled', since: silent.now });
    told.cancel({ reason: 'wrong video' });
    expect(error(told)).toBe('Error in video processing: cancelled: wrong video');
    told.run(aConfig(['drive']));
    expect(shown(told)?.status).toBe('Processing');
  });

  it('one that is deleted while it is at work is an Error that says so; one that was cancelled before stays cancelled', () => {
    const [deleted, cancelled] = [downloading(), downloading()];
    deleted.delete();
    expect(shown(deleted)).toMatchObject({ status: 'Error', error: 'Error in video processing: deleted' });
    cancelled.cancel();
    const before = shown(cancelled);
    cancelled.delete();
    expect(shown(cancelled)).toEqual(before);
  });

  it('what is cancelled once it is complete is complete', () => {
    const outputs = [{ name: 'drive', type: 'google_drive', settings: {}, follow_ups: ['thumbnail'] }];
    const journey = transcribed(aConfig([], { outputs })).through(DRIVE);
    journey.start(`${DRIVE}/thumbnail`);
    journey.cancel();
    expect(shown(journey)?.status).toBe('Complete');
  });

  it('what was reset is an Error that says so, of the run that it was: no phase of it stands any more', () => {
    const journey = downloading();
    const runAt = shown(journey)?.runAt;
    journey.reset();
    expect(shown(journey)).toEqual({
      status: 'Error',
      error: 'Error in video processing: reset',
      since: journey.now,
      runAt,
    });
    journey.run(aConfig(['drive']));
    expect(shown(journey)).toEqual({ status: 'Processing', since: journey.now, runAt: journey.now });
  });
});

describe('what the page of an item says where nobody knows', () => {
  it('a stall is an Error with its reason, and is gone once its step has come to its end', () => {
    const journey = anAudit();
    journey.start('DOWNLOAD');
    const stalled = [{ step: 'DOWNLOAD', since: journey.now }];
    expect(shown(journey, stalled)).toMatchObject({
      status: 'Error',
      error: `Error in video processing: no sign of life from the worker of DOWNLOAD since ${journey.now}`,
      since: journey.now,
    });
    journey.complete('DOWNLOAD');
    expect(shown(journey, stalled)?.status).toBe('Downloading');
    expect(shown(journey, [{ step: 'NO_SUCH_STEP', since: journey.now }])?.status).toBe('Downloading');
  });

  it('U9: one that may have arrived is not complete, until a person has looked', () => {
    const unsure = (): Journey => {
      const journey = transcribed();
      journey.start(DRIVE);
      journey.complete(DRIVE, { result: { unconfirmed: true } });
      return journey;
    };
    const [arrived, lost] = [unsure(), unsure()];
    expect(shown(arrived)).toMatchObject({
      status: 'Error',
      error: 'Error in video processing: whether it has arrived at drive is not known',
      since: arrived.now,
    });
    arrived.settle(DRIVE, true);
    expect(shown(arrived)).toMatchObject({ status: 'Complete', since: arrived.now });
    lost.settle(DRIVE, false);
    expect(error(lost)).toBe('Error in video processing: it did not arrive at drive');
  });
});
