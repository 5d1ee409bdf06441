import { DOCUMENT_STEPS, type Artifact } from '@throughline/contracts';
import fc from 'fast-check';
import { renderDocumentFields } from '../kinds/document/view.js';
import { aConfig, aRun, anArtifact, anOutput, aSource, Journey, moves, play, STAGES } from '../testing/index.js';
import { titleOf } from '../texts/title.js';
import { isContentGone } from './content.js';
import { isPresent, type Asset } from './state.js';
import { currentArtifacts, currentWork, shownFiles } from './steps/current-work.js';

const DELIVERY = 'deliver:library';
const NAMES: Readonly<Record<string, string>> = {
  DOWNLOAD: 'source.mp4',
  TRIM: 'video.mp4',
  TRANSCRIBE: 'transcript.json',
  EXTRACT_TOPICS: 'topics.json',
  GENERATE_SUBTITLES: 'subtitles.vtt',
};
const ROLES: Readonly<Record<string, string>> = { DOWNLOAD: 'source', TRANSCRIBE: 'transcript' };

const fileOf = (step: string, round: number, sha256 = String(round).repeat(64)): Artifact =>
  anArtifact({
    role: ROLES[step] ?? step.toLowerCase(),
    name: NAMES[step] ?? 'file',
    key: `asset/${String(round)}/${step}`,
    sha256,
  });
const through = (journey: Journey, round: number, ...steps: readonly string[]): Journey => {
  for (const step of steps) {
    journey.start(step);
    journey.complete(step, { artifacts: [fileOf(step, round)] });
  }
  return journey;
};
const OUTPUTS = { outputs: [anOutput('library')] };
const quieter = aConfig(['library'], { trimming: { enable_trimming: true, silence_threshold: -30 } });
const louder = aConfig(['library'], { trimming: { enable_trimming: true, silence_threshold: -50 } });
const THRESHOLD = ['trimming.silence_threshold'];

const finished = (): Journey => through(aRun(aConfig([], OUTPUTS)), 1, 'DOWNLOAD', ...STAGES).through(DELIVERY);
/** The second run repeats all stages. */
const again = (): Journey => {
  const journey = finished();
  journey.run(quieter, THRESHOLD);
  return journey;
};
/** Each file with its round, and a star for one of the earlier run. */
const resultsOf = ({ state }: Journey): Readonly<Record<string, string>> =>
  Object.fromEntries(
    shownFiles(state).map(({ name, key, isEarlier }) => [name, `${key.split('/')[1] ?? ''}${isEarlier ? '*' : ''}`]),
  );
const assetOf = ({ state }: Journey): Asset => {
  if (!isPresent(state)) throw new Error('The journey has not begun');
  return state;
};
const ALL_EARLIER = {
  'source.mp4': '1',
  'video.mp4': '1*',
  'transcript.json': '1*',
  'topics.json': '1*',
  'subtitles.vtt': '1*',
};

describe('the result of an earlier run', () => {
  it('stays until the new run has its own, file by file', () => {
    const journey = again();
    expect(resultsOf(journey)).toEqual(ALL_EARLIER);
    through(journey, 2, 'TRIM', 'TRANSCRIBE');
    expect(resultsOf(journey)).toEqual({ ...ALL_EARLIER, 'video.mp4': '2', 'transcript.json': '2' });
    through(journey, 2, 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES');
    expect(new Set(Object.values(resultsOf(journey)))).toEqual(new Set(['1', '2']));
    expect(assetOf(journey).earlier).toBeUndefined();
  });

  it('is no current file, and no input of a step: nothing old is delivered under a new run', () => {
    const journey = again();
    expect(currentArtifacts(journey.state).map(({ name }) => name)).toEqual(['source.mp4']);
    through(journey, 2, 'TRIM', 'TRANSCRIBE');
    for (const step of ['EXTRACT_TOPICS', 'GENERATE_SUBTITLES'])
      expect(currentWork(journey.state, step)?.inputs.map(({ key }) => key)).toEqual([
        'asset/1/DOWNLOAD',
        'asset/2/TRIM',
        'asset/2/TRANSCRIBE',
      ]);
    expect(journey.step(DELIVERY)).toMatchObject({ phase: 'completed', attempts: [{ number: 1 }] });
  });

  it.each<[string, (journey: Journey) => unknown]>([
    ['fails', (journey) => [through(journey, 2, 'TRIM'), journey.start('TRANSCRIBE'), journey.fail('TRANSCRIBE')]],
    ['is cancelled', (journey) => [through(journey, 2, 'TRIM'), journey.cancel()]],
    [
      'fails, and so does a third',
      (journey) => {
        through(journey, 2, 'TRIM').start('TRANSCRIBE');
        journey.fail('TRANSCRIBE');
        journey.run(quieter);
        journey.start('TRANSCRIBE');
        journey.fail('TRANSCRIBE');
      },
    ],
    ['has no engine', (journey) => [through(journey, 2, 'TRIM'), journey.start('TRANSCRIBE'), journey.skip('TRANSCRIBE')]],
  ])('stays after a second run that %s', (_what, ends) => {
    const journey = again();
    ends(journey);
    expect(resultsOf(journey)).toEqual({ ...ALL_EARLIER, 'video.mp4': '2' });
  });

  it('is that of the newest complete step, however many runs have followed', () => {
    const journey = again();
    through(journey, 2, 'TRIM', 'TRANSCRIBE').cancel();
    journey.run(louder, THRESHOLD);
    expect(resultsOf(journey)).toEqual({ ...ALL_EARLIER, 'video.mp4': '2*', 'transcript.json': '2*' });
  });

  it('goes if the new run leaves it out on purpose', () => {
    const journey = again();
    through(journey, 2, 'TRIM').start('TRANSCRIBE');
    journey.skip('TRANSCRIBE', { reason: 'all_silence' });
    expect(resultsOf(journey)).toEqual({ 'source.mp4': '1', 'video.mp4': '2' });
  });

  it('has the words that a person had corrected', () => {
    const journey = finished();
    const { attempts } = journey.step('TRANSCRIBE');
    const corrected = { ...fileOf('TRANSCRIBE', 1, 'c'.repeat(64)), key: 'asset/corrections/TRANSCRIBE' };
    journey.send({
      type: 'CorrectTranscript',
      by: 'owner-1',
      correctionId: '00000000-0000-5000-8000-000000000001',
      version: 'c'.repeat(16),
      basis: '1'.repeat(16),
      artifacts: [corrected],
      segments: 1,
      corrected: 1,
    });
    expect(assetOf(journey).correction).toMatchObject({ attemptId: attempts.at(-1)?.attemptId });
    journey.run(quieter, THRESHOLD);
    expect(shownFiles(journey.state).find(({ role }) => role === 'transcript')).toEqual({ ...corrected, isEarlier: true });
  });

  it('cannot be corrected, and the refusal does not deny it', () => {
    const journey = again();
    through(journey, 2, 'TRIM').start('TRANSCRIBE');
    journey.fail('TRANSCRIBE');
    const correction = { correctionId: '00000000-0000-5000-8000-000000000001', version: 'c'.repeat(16), basis: '1'.repeat(16) };
    const decision = journey.send({
      type: 'CorrectTranscript',
      by: 'owner-1',
      ...correction,
      artifacts: [fileOf('TRANSCRIBE', 1, 'c'.repeat(64))],
      segments: 1,
      corrected: 1,
    });
    const detail = 'The transcript is that of an earlier run, which cannot be corrected.';
    expect(decision).toMatchObject({ rejected: { code: 'no-transcript', detail } });
  });

  it.each<[string, (journey: Journey) => unknown]>([
    ['reset', (journey) => journey.reset()],
    ['deletion and an erasure', (journey) => [journey.delete(), journey.erase()]],
  ])('goes with a %s', (_what, ends) => {
    const journey = again();
    ends(journey);
    expect(assetOf(journey).earlier).toBeUndefined();
  });

  it('goes when the retention date has passed', () => {
    const journey = again();
    journey.cancel();
    journey.delete(1);
    journey.later(60_000).poke();
    expect(assetOf(journey).expiredAt).toBeDefined();
    expect(assetOf(journey).earlier).toBeUndefined();
  });

  it('goes when the item gets another file', () => {
    const journey = again();
    through(journey, 2, 'TRIM').start('TRANSCRIBE');
    journey.fail('TRANSCRIBE');
    const source = aSource({ key: 'uploads/other', sha256: 'f'.repeat(64) });
    expect(journey.record([{ type: 'SourceBecameReady', v: 1, data: { source } }]).state).not.toHaveProperty('earlier');
  });

  it.each([
    ['goes when the new run has fetched another content', 'f', false],
    ['stays when the new run has fetched the same content', '1', true],
  ])('%s', (_what, sign, stays) => {
    const journey = new Journey().register({ source: { kind: 'http', settings: {} } });
    journey.run(aConfig([], OUTPUTS));
    through(journey, 1, 'DOWNLOAD', ...STAGES).through(DELIVERY);
    const { run } = assetOf(journey);
    if (run === undefined) throw new Error('There is no run');
    const { plan, config, configSources } = run;
    journey.record([
      {
        type: 'RunStarted',
        v: 1,
        data: { runId: '00000000-0000-7000-9000-000000000009', plan, config, configSources, repeats: ['DOWNLOAD'] },
      },
      {
        type: 'StepScheduled',
        v: 1,
        data: { step: 'DOWNLOAD', attempt: 9, attemptId: '00000000-0000-5000-8000-000000000009' },
      },
    ]);
    expect(Object.values(resultsOf(journey))).toEqual(['1*', '1*', '1*', '1*', '1*']);
    journey.start('DOWNLOAD');
    journey.complete('DOWNLOAD', { artifacts: [fileOf('DOWNLOAD', 2, sign.repeat(64))] });
    expect(Object.values(resultsOf(journey))).toEqual(stays ? ['2', '1*', '1*', '1*', '1*'] : ['2']);
  });

  it('is never of a completed step, of an item without a run, or of content that is gone', () => {
    fc.assert(
      fc.property(moves, (played) => {
        const { state } = play(new Journey(), played, [quieter, louder, aConfig([])]);
        if (!isPresent(state) || state.earlier === undefined) return;
        expect(state.run).toBeDefined();
        expect(isContentGone(state)).toBe(false);
        const completed = state.steps.filter(({ phase }) => phase === 'completed').map(({ step }) => step);
        expect(state.earlier.filter(({ step }) => completed.includes(step))).toEqual([]);
      }),
    );
  });
});

describe('the fields of a document', () => {
  const METADATA = 'extract_metadata_with_gpt';
  const before = DOCUMENT_STEPS.slice(0, DOCUMENT_STEPS.indexOf(METADATA));
  const read = (title: string): Journey => {
    const journey = new Journey().register({ pipeline: 'document', title: 'scan', fileName: 'scan.pdf' });
    journey.run(aConfig([]));
    journey.through(...before).start(METADATA);
    journey.complete(METADATA, { result: { unsure: [] }, details: { title, sender: 'Harbour Office' } });
    return journey.through(...DOCUMENT_STEPS.slice(before.length + 1));
  };
  const repeat = (journey: Journey): Journey => {
    const { run } = assetOf(journey);
    if (run === undefined) throw new Error('There is no run');
    const { plan, config, configSources } = run;
    const runId = '00000000-0000-7000-9000-000000000009';
    const attemptId = '00000000-0000-5000-8000-000000000009';
    return journey.record([
      { type: 'RunStarted', v: 1, data: { runId, plan, config, configSources, repeats: [METADATA] } },
      { type: 'StepScheduled', v: 1, data: { step: METADATA, attempt: 9, attemptId } },
    ]);
  };
  const fields = (journey: Journey): unknown[] => {
    const { metadata } = renderDocumentFields(assetOf(journey), { personal: journey.personal });
    return [titleOf(assetOf(journey), journey.personal), metadata?.['sender'], metadata?.findings.sender.value];
  };
  const FIRST = ['Mooring fee', 'Harbour Office', 'Harbour Office'];

  it('stay while they are read again', () => {
    const journey = repeat(read('Mooring fee'));
    expect(fields(journey)).toEqual(FIRST);
    journey.start(METADATA);
    expect(fields(journey)).toEqual(FIRST);
    journey.wait(METADATA);
    expect(fields(journey)).toEqual(FIRST);
  });

  it('stay when they could not be read again, except for the title, so that no delivery sends it', () => {
    const journey = repeat(read('Mooring fee'));
    journey.start(METADATA);
    journey.fail(METADATA);
    expect(fields(journey)).toEqual(['scan', ...FIRST.slice(1)]);
  });

  it('are replaced by those that were found again, even by none', () => {
    const journey = repeat(read('Mooring fee'));
    journey.start(METADATA);
    journey.complete(METADATA, { result: { unsure: ['sender'] }, details: { title: 'Fee' } });
    expect(fields(journey)).toEqual(['Fee', undefined, null]);
  });

  it('never appear for another file after a reset', () => {
    const journey = repeat(read('Mooring fee'));
    journey.start(METADATA);
    journey.fail(METADATA);
    journey.reset();
    journey.run(aConfig([]));
    journey.through(...before).start(METADATA);
    expect(fields(journey)).toEqual(['scan', undefined, undefined]);
  });

  it('are not accepted while they are read again', () => {
    const journey = repeat(read('Mooring fee'));
    expect(journey.send({ type: 'AcceptDocument', by: 'owner-1' })).toMatchObject({ rejected: { code: 'refused' } });
  });
});
