import type { RunConfig } from '@throughline/contracts';
import { isPresent, type AssetState } from '../asset/state.js';
import { DRIVE, ORIGIN, anAudit, shown, transcribed } from '../testing/audit.js';
import { Journey, aConfig, anOutput } from '../testing/index.js';
import { mirrorOf } from './mirror-of.js';

const status = (journey: Journey): string | undefined => shown(journey)?.status;

/** What the page shows after each commit, each change once. */
const trailOf = (journey: Journey): readonly (string | undefined)[] => {
  const again = new Journey(journey.assetId);
  const words = journey.commits.map(({ commit }) => status(again.record(commit.events)));
  return words.filter((word, index) => word !== undefined && word !== words[index - 1]);
};

describe('what the page of an item shows while it is at work', () => {
  it('AUD-01, AUD-06: a run that succeeds takes the five words in their order', () => {
    const journey = anAudit().through('DOWNLOAD', 'TRANSCRIBE', DRIVE);
    expect(trailOf(journey)).toEqual(['Processing', 'Downloading', 'Transcribing', 'Uploading to Drive', 'Complete']);
  });

  it('AUD-07: shows nothing before its run, Processing until its download starts, and Downloading from then on', () => {
    const journey = new Journey().register({ pipeline: 'audit-process', origin: ORIGIN });
    expect(shown(journey)).toBeUndefined();
    journey.run(aConfig(['drive']));
    expect(shown(journey)).toEqual({ status: 'Processing', since: journey.now, runAt: journey.now });
    const runAt = journey.now;
    journey.start('DOWNLOAD');
    expect(shown(journey)).toEqual({ status: 'Downloading', since: journey.now, runAt });
  });

  it('AUD-08: shows Transcribing once transcription starts; between two steps the last word stands', () => {
    const journey = anAudit().through('DOWNLOAD');
    expect(status(journey)).toBe('Downloading');
    journey.start('TRANSCRIBE');
    expect(status(journey)).toBe('Transcribing');
    journey.complete('TRANSCRIBE');
    expect(status(journey)).toBe('Transcribing');
  });

  it('AUD-09: shows Uploading to Drive from the first delivery on, until the last one is there', () => {
    const journey = transcribed(aConfig(['one', 'two']));
    journey.start('deliver:one');
    expect(shown(journey)).toMatchObject({ status: 'Uploading to Drive', since: journey.now });
    const since = journey.now;
    journey.complete('deliver:one');
    expect(shown(journey)).toMatchObject({ status: 'Uploading to Drive', since });
    journey.through('deliver:two');
    expect(status(journey)).toBe('Complete');
  });

  it('AUD-10: is the same for whatever kind of source the video has', () => {
    const trails = ['url', 'youtube', 'discord'].map((kind) => {
      const source = { kind, settings: {} };
      const journey = new Journey().register({ pipeline: 'audit-process', origin: ORIGIN, source });
      journey.run(aConfig(['drive']));
      return trailOf(journey.through('DOWNLOAD', 'TRANSCRIBE', DRIVE));
    });
    expect(new Set(trails.map((trail) => trail.join()))).toEqual(
      new Set(['Processing,Downloading,Transcribing,Uploading to Drive,Complete']),
    );
  });

  it('AUD-13: is nothing for what came from no page', () => {
    const journey = new Journey().register({ pipeline: 'audit-process' });
    journey.run(aConfig(['drive']));
    journey.through('DOWNLOAD', 'TRANSCRIBE', DRIVE);
    expect(shown(journey)).toBeUndefined();
    expect(mirrorOf({ phase: 'absent' }, { personal: {} })).toBeUndefined();
  });

  it('U21: waiting, queued and paused are no errors: the last word stands, however often it looks', () => {
    const journey = anAudit();
    journey.start('DOWNLOAD');
    const since = journey.now;
    for (let looks = 0; looks < 10; looks += 1) {
      journey.later(60_000).wait('DOWNLOAD', { for: 'disk-full' });
      expect(shown(journey)).toMatchObject({ status: 'Downloading', since });
    }
    journey.start('DOWNLOAD');
    journey.pause();
    journey.complete('DOWNLOAD');
    expect(status(journey)).toBe('Downloading');
  });

  it('U18: a lost worker is no error: its step is tried again at once', () => {
    const journey = anAudit();
    journey.start('DOWNLOAD');
    journey.interrupt('DOWNLOAD', { progress: 0.5 });
    expect(status(journey)).toBe('Downloading');
  });

  it('a further run begins with Processing, and passes by what an earlier one has finished', () => {
    const journey = transcribed();
    journey.start(DRIVE);
    journey.fail(DRIVE);
    journey.run(aConfig(['drive']));
    expect(shown(journey)).toEqual({ status: 'Processing', since: journey.now, runAt: journey.now });
    journey.through(DRIVE);
    expect(trailOf(journey).slice(-4)).toEqual(['Error', 'Processing', 'Uploading to Drive', 'Complete']);
  });
});

describe('what the page of an item shows at its end', () => {
  const finished = (config: RunConfig, url?: string): Journey => {
    const journey = anAudit(config);
    journey.start('DOWNLOAD');
    journey.complete('DOWNLOAD', { result: { duration_seconds: 61.5 } });
    journey.start('TRANSCRIBE');
    journey.complete('TRANSCRIBE', { result: { language: 'de' } });
    for (const { name } of config.outputs) {
      journey.start(`deliver:${name}`);
      journey.complete(`deliver:${name}`, url === undefined ? {} : { url: `${url}/${name}` });
    }
    return journey;
  };
  const folder = anOutput('folder');
  const drive = anOutput('drive', { type: 'google_drive' });

  it('AUD-09: comes with the final properties, of Google Drive before any other place', () => {
    const journey = finished(aConfig([], { outputs: [folder, drive] }), 'https://drive.example');
    expect(shown(journey)).toMatchObject({
      status: 'Complete',
      since: journey.now,
      final: {
        driveUrl: 'https://drive.example/drive',
        language: 'de',
        durationSeconds: 61.5,
        completedAt: journey.now,
      },
    });
  });

  it('names another place that has an address, and none that is a path of the server', () => {
    const config = aConfig([], { outputs: [folder] });
    expect(shown(finished(config, 'https://files.example'))?.final?.driveUrl).toBe('https://files.example/folder');
    expect(shown(finished(config, 'file:///srv/media'))?.final).not.toHaveProperty('driveUrl');
  });

  it('leaves out what is not known: no language that is to be found out, and no duration', () => {
    const journey = new Journey().register({ pipeline: 'audit-process', origin: ORIGIN, language: 'auto' });
    journey.run(aConfig(['drive']));
    journey.through('DOWNLOAD', 'TRANSCRIBE', DRIVE);
    expect(shown(journey)?.final).toEqual({ completedAt: journey.now });
  });

  it('is complete without any output once its work has ended', () => {
    const journey = anAudit(aConfig([])).through('DOWNLOAD');
    expect(status(journey)).toBe('Downloading');
    journey.through('TRANSCRIBE');
    expect(shown(journey)).toMatchObject({ status: 'Complete', final: { completedAt: journey.now } });
  });

  it.each(['no_audio', 'all_silence', 'manual', 'disabled', 'not_applicable'] as const)(
    'is complete where there was nothing to transcribe (%s)',
    (reason) => {
      const journey = anAudit().through('DOWNLOAD');
      journey.skip('TRANSCRIBE', { reason });
      expect(status(journey)).toBe('Downloading');
      journey.through(DRIVE);
      expect(status(journey)).toBe('Complete');
    },
  );

  it('stays as it was when it is deleted afterwards, and is nothing once its content is gone, so that the page is left as it is', () => {
    const journey = finished(aConfig(['drive']));
    const before = shown(journey);
    journey.delete(1_000);
    expect(shown(journey)).toEqual(before);
    journey.later(5_000).poke();
    expect(isPresent(journey.state) && journey.state.expiredAt).toBeDefined();
    expect(shown(journey)).toBeUndefined();
    journey.erase();
    expect(shown(journey)).toBeUndefined();
  });

  it('goes back to Uploading to Drive when it is to be delivered once more', () => {
    const journey = finished(aConfig(['drive']));
    journey.send({ type: 'AddOutputs', by: 'owner-1', outputs: [folder] });
    expect(status(journey)).toBe('Uploading to Drive');
    journey.through('deliver:folder');
    expect(status(journey)).toBe('Complete');
  });

  it('is the same of a state that was stored and read again', () => {
    const journey = finished(aConfig(['drive']), 'https://drive.example');
    const stored = JSON.parse(JSON.stringify(journey.state)) as AssetState;
    expect(mirrorOf(stored, { personal: journey.personal })).toEqual(shown(journey));
  });
});
