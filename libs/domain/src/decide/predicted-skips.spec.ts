import type { JsonObject, SkipReason } from '@throughline/contracts';
import { isPresent } from '../asset/state.js';
import { currentWork } from '../asset/steps/current-work.js';
import { sessionStatusOf } from '../status/session-status.js';
import { STAGES, aConfig, aRun, type Journey } from '../testing/index.js';
import { previewNextRun } from './plan-of-run.js';

const finish = (journey: Journey, step: string, result: JsonObject): Journey => {
  journey.start(step);
  journey.complete(step, { result });
  return journey;
};
const lastEvents = ({ commits }: Journey): readonly string[] =>
  (commits.at(-1)?.commit.events ?? []).map(({ type, data }) =>
    [type, 'step' in data ? data.step : '', 'reason' in data ? data.reason : ''].join(' ').trim(),
  );
const skipped = (step: string, reason: SkipReason): string => `StepSkipped ${step} ${reason}`;

describe('a recording without an audio track', () => {
  const silent = (config = aConfig()): Journey => finish(aRun(config), 'DOWNLOAD', { has_audio: false, duration_seconds: 4 });

  it('skips trimming, transcription and the steps that need text in the commit of the download, and is delivered', () => {
    const journey = silent();
    expect(lastEvents(journey)).toEqual([
      'StepCompleted DOWNLOAD',
      ...STAGES.map((stage) => skipped(stage, 'no_audio')),
      'StepScheduled deliver:library',
    ]);
    // The same status as with every stage disabled (D33).
    expect(journey.trail.at(-1)).toBe('PROCESSED');
    expect(journey.through('deliver:library').trail.at(-1)).toBe('READY');
  });

  it('does not skip a step with a simulation script', () => {
    const journey = silent(aConfig(['library'], { simulation: { TRIM: { takes_ms: 1 } } }));
    expect(lastEvents(journey)).toEqual(['StepCompleted DOWNLOAD', 'StepScheduled TRIM']);
  });

  it('shows the skips in the preview of another run', () => {
    const config = aConfig([]);
    const transcription = { ...config.transcription, enable_transcription: false };
    const journey = silent(aConfig([], { transcription }));
    const plan = previewNextRun(journey.state, {
      type: 'StartRun',
      now: journey.now,
      runId: '00000000-0000-7000-9000-00000000000a',
      by: 'owner-1',
      config,
      configSources: { 'transcription.enable_transcription': 'request' },
    });
    expect(plan).toMatchObject({
      kind: 'start',
      steps: expect.arrayContaining([
        expect.objectContaining({ step: 'TRANSCRIBE', action: 'skip', skipReason: 'no_audio' }),
      ]) as unknown,
    });
  });

  it('ends a session immediately, in each run', () => {
    const journey = finish(aRun(aConfig([]), { pipeline: 'session' }), 'DOWNLOAD', { has_audio: false });
    expect(lastEvents(journey)).toEqual(['StepCompleted DOWNLOAD', skipped('TRANSCRIBE', 'no_audio')]);
    journey.run(aConfig([]));
    expect(lastEvents(journey)).toEqual(['RunStarted', skipped('TRANSCRIBE', 'no_audio')]);
    expect(isPresent(journey.state) && sessionStatusOf(journey.state)).toBe('failed');
  });
});

describe('an early skip', () => {
  it.each([{}, { has_audio: true }])('does not happen if the download reports %j', (result) => {
    expect(lastEvents(finish(aRun(), 'DOWNLOAD', result))).toEqual(['StepCompleted DOWNLOAD', 'StepScheduled TRIM']);
  });

  it('applies to the transcription if trimming found no audio', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    journey.skip('TRIM', { reason: 'no_audio' });
    expect(lastEvents(journey)).toContain(skipped('TRANSCRIBE', 'no_audio'));
  });

  it('applies to topics and subtitles of an empty transcript', () => {
    const journey = finish(aRun().through('DOWNLOAD', 'TRIM'), 'TRANSCRIBE', { words: 0 });
    expect(lastEvents(journey)).toEqual([
      'StepCompleted TRANSCRIBE',
      skipped('EXTRACT_TOPICS', 'not_applicable'),
      skipped('GENERATE_SUBTITLES', 'not_applicable'),
      'StepScheduled deliver:library',
    ]);
  });

  it('waits for the end of a pause like every other step', () => {
    const journey = aRun();
    journey.start('DOWNLOAD');
    journey.pause();
    journey.complete('DOWNLOAD', { result: { has_audio: false } });
    expect(lastEvents(journey)).toEqual(['StepCompleted DOWNLOAD']);
    journey.run();
    expect(lastEvents(journey)).toContain(skipped('TRANSCRIBE', 'no_audio'));
  });
});

describe('a document', () => {
  const recorded = (record: JsonObject): Journey =>
    finish(aRun(aConfig([]), { pipeline: 'document' }).through('hash_file'), 'create_file_record', record);

  it('is neither checked nor read if it is locked', () => {
    expect(lastEvents(recorded({ kind: 'pdf', locked: true, encrypted: true }))).toEqual([
      'StepCompleted create_file_record',
      skipped('check_text', 'encrypted'),
      skipped('extract_text', 'encrypted'),
      'StepScheduled extract_metadata_with_gpt',
    ]);
  });

  it('is not read if no engine can convert it to PDF', () => {
    const journey = recorded({ kind: 'office', locked: false });
    journey.start('check_text');
    journey.skip('check_text', { reason: 'no_engine' });
    expect(lastEvents(journey)).toContain(skipped('extract_text', 'no_engine'));
  });

  it.each([
    [{ encrypted: true, signed: true }, 'encrypted'],
    [{ encrypted: false, signed: true }, 'signed'],
  ] as const)('with %j gets no copy with metadata', (record, reason) => {
    const journey = recorded(record).through('check_text', 'extract_text', 'extract_metadata_with_gpt');
    expect(lastEvents(journey)).toContain(skipped('embed_metadata_into_pdf', reason));
  });

  it.each([
    ['a PDF with a text layer', { kind: 'pdf' }, { text: 'layer' }, 'document'],
    ['a text whose PDF is blank', { kind: 'text' }, { text: 'none' }, 'document'],
    ['a PDF with scans among its pages', { kind: 'pdf' }, { text: 'partial' }, 'ocr'],
    ['a scan', { kind: 'image' }, { text: 'none' }, 'ocr'],
    ['a file that no step has inspected', { kind: 'pdf' }, {}, 'ocr'],
  ])('%s is read in the right lane', (_what, record, check, lane) => {
    const journey = finish(recorded(record), 'check_text', check);
    expect(currentWork(journey.state, 'extract_text')?.planStep.lane).toBe(lane);
  });
});
