import { defaultRunConfig } from '../asset/config/defaults.js';
import { DRIVE, anAudit, pageViewOf, aTranscribedAudit } from '../testing/audit.js';
import { aConfig, type Journey } from '../testing/index.js';
import { summarizeDecision } from '../testing/describe-decision.js';

const error = (journey: Journey): string | undefined => pageViewOf(journey)?.error;
const failing = (journey: Journey, step: string, overrides: Parameters<Journey['fail']>[1] = {}): Journey => {
  journey.start(step);
  journey.fail(step, { message: 'YouTube video not available', ...overrides });
  return journey;
};

describe('a failure on the page of an item', () => {
  it.each([
    ['DOWNLOAD', () => anAudit()],
    ['TRANSCRIBE', () => anAudit().through('DOWNLOAD')],
    [DRIVE, () => aTranscribedAudit()],
  ])('AUD-11, AUD-12: shows a failed %s as an Error with its text after the prefix', (step, begun) => {
    const journey = failing(begun(), step);
    expect(pageViewOf(journey)).toMatchObject({
      status: 'Error',
      error: 'Error in video processing: YouTube video not available',
      since: journey.now,
    });
  });

  it('AUD-11, D31: stays an Error while a retry is scheduled; once it starts, the status of its phase returns without a text', () => {
    const journey = failing(anAudit().through('DOWNLOAD'), 'TRANSCRIBE', { retryable: true });
    const { now } = journey;
    expect(pageViewOf(journey.later(500))).toMatchObject({ status: 'Error', since: now });
    journey.start('TRANSCRIBE');
    expect(pageViewOf(journey)).toEqual({ status: 'Transcribing', since: journey.now, runAt: pageViewOf(journey)?.runAt });
  });

  it('stays while the next attempt waits for a dependency before it starts', () => {
    const journey = failing(anAudit(), 'DOWNLOAD', { retryable: true });
    journey.wait('DOWNLOAD');
    expect(error(journey)).toBe('Error in video processing: no space left');
    journey.start('DOWNLOAD');
    expect(pageViewOf(journey)?.status).toBe('Downloading');
  });

  it('C8, AUD-12: names the task that exceeded its time limit, without the prefix, even if another one is scheduled', () => {
    const journey = anAudit();
    const attemptId = journey.attemptId('DOWNLOAD');
    failing(journey, 'DOWNLOAD', { code: 'timeout', retryable: true, message: 'took longer than its limit of 60 s' });
    expect(journey.attemptId('DOWNLOAD')).not.toBe(attemptId);
    expect(error(journey)).toBe(`Task ${attemptId} exceeded time limit`);
  });

  it('is an Error if one of several outputs has failed, even if another still runs, and shows the newest failure', () => {
    const journey = aTranscribedAudit(aConfig(['one', 'two']));
    failing(journey, 'deliver:one', { message: 'Drive authentication failed' });
    journey.start('deliver:two');
    expect(error(journey)).toBe('Error in video processing: Drive authentication failed');
    journey.fail('deliver:two', { message: 'the disk is full' });
    expect(error(journey)).toBe('Error in video processing: the disk is full');
  });

  it('disappears with another run', () => {
    const journey = failing(anAudit(), 'DOWNLOAD');
    expect(pageViewOf(journey)?.status).toBe('Error');
    journey.run(aConfig(['drive']));
    expect(pageViewOf(journey)).toEqual({ status: 'Processing', since: journey.now, runAt: journey.now });
  });

  it('stays if a person skips the failed step afterwards, because the run was given up', () => {
    const journey = failing(anAudit().through('DOWNLOAD'), 'TRANSCRIBE');
    journey.skipStage('TRANSCRIBE');
    expect(journey.step('TRANSCRIBE').phase).toBe('skipped');
    expect(pageViewOf(journey)).toMatchObject({
      status: 'Error',
      error: 'Error in video processing: YouTube video not available',
    });
  });

  it('shows the code if the message is unknown', () => {
    const journey = failing(anAudit(), 'DOWNLOAD', { code: 'video-unavailable' });
    journey.personal = {};
    expect(error(journey)).toBe('Error in video processing: video-unavailable');
  });

  it('reports a worker that has crashed too often', () => {
    const retry = { ...defaultRunConfig.retry, max_crashes: 1 };
    const journey = anAudit(aConfig(['drive'], { retry }));
    journey.start('DOWNLOAD');
    journey.interrupt('DOWNLOAD');
    expect(error(journey)).toMatch(/^Error in video processing: .*1 time/u);
  });

  it('ignores failed follow-ups, which never fail a delivery (U9)', () => {
    const outputs = [{ name: 'drive', type: 'google_drive', settings: {}, follow_ups: ['thumbnail'] }];
    const journey = aTranscribedAudit(aConfig([], { outputs })).through(DRIVE);
    failing(journey, `${DRIVE}/thumbnail`);
    expect(journey.step(`${DRIVE}/thumbnail`).phase).toBe('failed');
    expect(pageViewOf(journey)?.status).toBe('Complete');
  });

  it('is cut to 2,000 characters, and never inside one', () => {
    const prefix = 'Error in video processing: ';
    const long = failing(anAudit(), 'DOWNLOAD', { message: 'x'.repeat(5_000) });
    expect(error(long)).toBe(`${prefix}${'x'.repeat(2_000 - prefix.length)}`);
    const message = `${'x'.repeat(1_999 - prefix.length)}\u{1F3AC} and more`;
    expect(error(failing(anAudit(), 'DOWNLOAD', { message }))).toBe(`${prefix}${'x'.repeat(1_999 - prefix.length)}`);
  });
});

describe('a missing transcription on the page of an item', () => {
  it.each([
    ['no_engine', 'no engine is installed that can transcribe it'],
    ['no_engine_for_language', 'no installed engine supports its language'],
    ['error', 'it was not transcribed'],
  ] as const)('is an Error (%s), even if everything else is delivered', (reason, text) => {
    const journey = anAudit().through('DOWNLOAD');
    journey.skip('TRANSCRIBE', { reason });
    const expected = { status: 'Error', error: `Error in video processing: ${text}`, since: journey.now };
    expect(pageViewOf(journey)).toMatchObject(expected);
    journey.through(DRIVE);
    expect(pageViewOf(journey)).toMatchObject(expected);
  });

  it('disappears after a reset and another run, once there is an engine', () => {
    const journey = anAudit().through('DOWNLOAD');
    journey.skip('TRANSCRIBE', { reason: 'no_engine' });
    journey.through(DRIVE);
    // The item counts as complete, so another run would change nothing.
    expect(summarizeDecision(journey.run(aConfig(['drive'])))).toBe('nothing already-complete');
    journey.reset();
    journey.run(aConfig(['drive']));
    journey.through('DOWNLOAD', 'TRANSCRIBE', DRIVE);
    expect(pageViewOf(journey)?.status).toBe('Complete');
  });
});

describe('acts of people on the page of an item', () => {
  const downloading = (): Journey => {
    const journey = anAudit();
    journey.start('DOWNLOAD');
    return journey;
  };

  it('show a cancelled run as an Error, with the reason if there is one', () => {
    const [silent, explained] = [downloading(), downloading()];
    silent.cancel();
    expect(pageViewOf(silent)).toMatchObject({
      status: 'Error',
      error: 'Error in video processing: cancelled',
      since: silent.now,
    });
    explained.cancel({ reason: 'wrong video' });
    expect(error(explained)).toBe('Error in video processing: cancelled: wrong video');
    explained.run(aConfig(['drive']));
    expect(pageViewOf(explained)?.status).toBe('Processing');
  });

  it('show a deletion during a run as an Error; an earlier cancel stays a cancel', () => {
    const [deleted, cancelled] = [downloading(), downloading()];
    deleted.delete();
    expect(pageViewOf(deleted)).toMatchObject({ status: 'Error', error: 'Error in video processing: deleted' });
    cancelled.cancel();
    const before = pageViewOf(cancelled);
    cancelled.delete();
    expect(pageViewOf(cancelled)).toEqual(before);
  });

  it('leave an item Complete if it is cancelled afterwards', () => {
    const outputs = [{ name: 'drive', type: 'google_drive', settings: {}, follow_ups: ['thumbnail'] }];
    const journey = aTranscribedAudit(aConfig([], { outputs })).through(DRIVE);
    journey.start(`${DRIVE}/thumbnail`);
    journey.cancel();
    expect(pageViewOf(journey)?.status).toBe('Complete');
  });

  it('show a reset as an Error of its run, because none of its phases applies any more', () => {
    const journey = downloading();
    const runAt = pageViewOf(journey)?.runAt;
    journey.reset();
    expect(pageViewOf(journey)).toEqual({
      status: 'Error',
      error: 'Error in video processing: reset',
      since: journey.now,
      runAt,
    });
    journey.run(aConfig(['drive']));
    expect(pageViewOf(journey)).toEqual({ status: 'Processing', since: journey.now, runAt: journey.now });
  });
});

describe('an uncertain state on the page of an item', () => {
  it('is an Error for a stall, until its step has ended', () => {
    const journey = anAudit();
    journey.start('DOWNLOAD');
    const stalled = [{ step: 'DOWNLOAD', since: journey.now }];
    expect(pageViewOf(journey, stalled)).toMatchObject({
      status: 'Error',
      error: `Error in video processing: the worker of DOWNLOAD has not responded since ${journey.now}`,
      since: journey.now,
    });
    journey.complete('DOWNLOAD');
    expect(pageViewOf(journey, stalled)?.status).toBe('Downloading');
    expect(pageViewOf(journey, [{ step: 'NO_SUCH_STEP', since: journey.now }])?.status).toBe('Downloading');
  });

  it('U9: is not Complete for an unconfirmed delivery, until a person has checked', () => {
    const unsure = (): Journey => {
      const journey = aTranscribedAudit();
      journey.start(DRIVE);
      journey.complete(DRIVE, { result: { unconfirmed: true } });
      return journey;
    };
    const [arrived, lost] = [unsure(), unsure()];
    expect(pageViewOf(arrived)).toMatchObject({
      status: 'Error',
      error: 'Error in video processing: the delivery to drive is unconfirmed',
      since: arrived.now,
    });
    arrived.settle(DRIVE, true);
    expect(pageViewOf(arrived)).toMatchObject({ status: 'Complete', since: arrived.now });
    lost.settle(DRIVE, false);
    expect(error(lost)).toBe('Error in video processing: it was not delivered to drive');
  });
});
