import type { RunConfig } from '@throughline/contracts';
import { isPresent, type AssetState } from '../asset/state.js';
import { DRIVE, ORIGIN, anAudit, pageViewOf, aTranscribedAudit } from '../testing/audit.js';
import { Journey, aConfig, anOutput } from '../testing/index.js';
import { renderMirrorView } from './mirror-view.js';

const status = (journey: Journey): string | undefined => pageViewOf(journey)?.status;

const trailOf = (journey: Journey): readonly (string | undefined)[] => {
  const again = new Journey(journey.assetId);
  const words = journey.commits.map(({ commit }) => status(again.record(commit.events)));
  return words.filter((word, index) => word !== undefined && word !== words[index - 1]);
};

describe('the page of an item during its run', () => {
  it('AUD-01, AUD-06: shows the five statuses of a successful run in order', () => {
    const journey = anAudit().through('DOWNLOAD', 'TRANSCRIBE', DRIVE);
    expect(trailOf(journey)).toEqual(['Processing', 'Downloading', 'Transcribing', 'Uploading to Drive', 'Complete']);
  });

  it('AUD-07: shows nothing before the run, Processing until the download starts, and Downloading from then on', () => {
    const journey = new Journey().register({ pipeline: 'audit-process', origin: ORIGIN });
    expect(pageViewOf(journey)).toBeUndefined();
    journey.run(aConfig(['drive']));
    expect(pageViewOf(journey)).toEqual({ status: 'Processing', since: journey.now, runAt: journey.now });
    const runAt = journey.now;
    journey.start('DOWNLOAD');
    expect(pageViewOf(journey)).toEqual({ status: 'Downloading', since: journey.now, runAt });
  });

  it('AUD-08: shows Transcribing once transcription starts, and keeps the last status between two steps', () => {
    const journey = anAudit().through('DOWNLOAD');
    expect(status(journey)).toBe('Downloading');
    journey.start('TRANSCRIBE');
    expect(status(journey)).toBe('Transcribing');
    journey.complete('TRANSCRIBE');
    expect(status(journey)).toBe('Transcribing');
  });

  it('AUD-09: shows Uploading to Drive from the first delivery on, until the last one has ended', () => {
    const journey = aTranscribedAudit(aConfig(['one', 'two']));
    journey.start('deliver:one');
    expect(pageViewOf(journey)).toMatchObject({ status: 'Uploading to Drive', since: journey.now });
    const since = journey.now;
    journey.complete('deliver:one');
    expect(pageViewOf(journey)).toMatchObject({ status: 'Uploading to Drive', since });
    journey.through('deliver:two');
    expect(status(journey)).toBe('Complete');
  });

  it('AUD-10: is the same for every kind of source', () => {
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

  it('AUD-13: has no view for an item that came from no page', () => {
    const journey = new Journey().register({ pipeline: 'audit-process' });
    journey.run(aConfig(['drive']));
    journey.through('DOWNLOAD', 'TRANSCRIBE', DRIVE);
    expect(pageViewOf(journey)).toBeUndefined();
    expect(renderMirrorView({ phase: 'absent' }, { personal: {} })).toBeUndefined();
  });

  it('U21: shows no error for waiting, queued and paused steps: the last status stays', () => {
    const journey = anAudit();
    journey.start('DOWNLOAD');
    const since = journey.now;
    for (let looks = 0; looks < 10; looks += 1) {
      journey.later(60_000).wait('DOWNLOAD', { for: 'disk-full' });
      expect(pageViewOf(journey)).toMatchObject({ status: 'Downloading', since });
    }
    journey.start('DOWNLOAD');
    journey.pause();
    journey.complete('DOWNLOAD');
    expect(status(journey)).toBe('Downloading');
  });

  it('U18: shows no error after a lost worker, because its step is retried immediately', () => {
    const journey = anAudit();
    journey.start('DOWNLOAD');
    journey.interrupt('DOWNLOAD', { progress: 0.5 });
    expect(status(journey)).toBe('Downloading');
  });

  it('begins with Processing in another run, and skips the phases of finished steps', () => {
    const journey = aTranscribedAudit();
    journey.start(DRIVE);
    journey.fail(DRIVE);
    journey.run(aConfig(['drive']));
    expect(pageViewOf(journey)).toEqual({ status: 'Processing', since: journey.now, runAt: journey.now });
    journey.through(DRIVE);
    expect(trailOf(journey).slice(-4)).toEqual(['Error', 'Processing', 'Uploading to Drive', 'Complete']);
  });
});

describe('the page of an item at its end', () => {
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

  it('AUD-09: shows the final properties, with Google Drive before any other place', () => {
    const journey = finished(aConfig([], { outputs: [folder, drive] }), 'https://drive.example');
    expect(pageViewOf(journey)).toMatchObject({
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

  it('shows another place with an address, but no path of the server', () => {
    const config = aConfig([], { outputs: [folder] });
    expect(pageViewOf(finished(config, 'https://files.example'))?.final?.driveUrl).toBe('https://files.example/folder');
    expect(pageViewOf(finished(config, 'file:///srv/media'))?.final).not.toHaveProperty('driveUrl');
  });

  it('shows the link that a person gave for an unconfirmed delivery', () => {
    const journey = anAudit(aConfig([], { outputs: [folder] })).through('DOWNLOAD', 'TRANSCRIBE');
    journey.start('deliver:folder');
    journey.complete('deliver:folder', { result: { unconfirmed: true } });
    expect(pageViewOf(journey)?.final).toBeUndefined();
    journey.settle('deliver:folder', true, 'https://files.example/found');
    expect(pageViewOf(journey)).toMatchObject({ status: 'Complete', final: { driveUrl: 'https://files.example/found' } });
  });

  it('leaves out unknown properties: an undetected language, and the duration', () => {
    const journey = new Journey().register({ pipeline: 'audit-process', origin: ORIGIN, language: 'auto' });
    journey.run(aConfig(['drive']));
    journey.through('DOWNLOAD', 'TRANSCRIBE', DRIVE);
    expect(pageViewOf(journey)?.final).toEqual({ completedAt: journey.now });
  });

  it('shows Complete without any output once the work has ended', () => {
    const journey = anAudit(aConfig([])).through('DOWNLOAD');
    expect(status(journey)).toBe('Downloading');
    journey.through('TRANSCRIBE');
    expect(pageViewOf(journey)).toMatchObject({ status: 'Complete', final: { completedAt: journey.now } });
  });

  it.each(['no_audio', 'all_silence', 'manual', 'disabled', 'not_applicable'] as const)(
    'shows Complete if there was nothing to transcribe (%s)',
    (reason) => {
      const journey = anAudit().through('DOWNLOAD');
      journey.skip('TRANSCRIBE', { reason });
      expect(status(journey)).toBe('Downloading');
      journey.through(DRIVE);
      expect(status(journey)).toBe('Complete');
    },
  );

  it('stays unchanged after a deletion, and has no view once the content is gone', () => {
    const journey = finished(aConfig(['drive']));
    const before = pageViewOf(journey);
    journey.delete(1_000);
    expect(pageViewOf(journey)).toEqual(before);
    journey.later(5_000).poke();
    expect(isPresent(journey.state) && journey.state.expiredAt).toBeDefined();
    expect(pageViewOf(journey)).toBeUndefined();
    journey.erase();
    expect(pageViewOf(journey)).toBeUndefined();
  });

  it('returns to Uploading to Drive when an output is to be delivered again', () => {
    const journey = finished(aConfig(['drive']));
    journey.send({ type: 'AddOutputs', by: 'owner-1', outputs: [folder] });
    expect(status(journey)).toBe('Uploading to Drive');
    journey.through('deliver:folder');
    expect(status(journey)).toBe('Complete');
  });

  it('has the same view after the state was stored and read again', () => {
    const journey = finished(aConfig(['drive']), 'https://drive.example');
    const stored = JSON.parse(JSON.stringify(journey.state)) as AssetState;
    expect(renderMirrorView(stored, { personal: journey.personal })).toEqual(pageViewOf(journey));
  });
});
