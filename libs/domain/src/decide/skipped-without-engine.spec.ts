import type { EngineNote, RunConfig, SkipReason } from '@throughline/contracts';
import { allowedActions } from '../kinds/allowed-actions.js';
import { aConfig, aRun, aServer, Journey } from '../testing/index.js';
import { describeDecision } from '../testing/describe-decision.js';

const english: EngineNote = { name: 'pocketsphinx', kind: 'speech', languages: ['en'] };
const german: EngineNote = { name: 'whisper-cpp', kind: 'speech', languages: ['de', 'en'] };
const draft: EngineNote = { ...english, needs_language: true };
const away: EngineNote = { ...german, available: false };
const RUN_ID = '00000000-0000-7000-9000-000000000099';

const without = (reason: SkipReason, language: string): Journey => {
  const journey = aRun(aConfig(), { language }).through('DOWNLOAD', 'TRIM');
  journey.start('TRANSCRIBE');
  journey.skip('TRANSCRIBE', { reason });
  return journey.through('deliver:library');
};
const run = (journey: Journey, engines: readonly EngineNote[], config: RunConfig = aConfig()) =>
  journey.send({ type: 'StartRun', runId: RUN_ID, by: 'owner-1', config, configSources: {}, engines });

describe('a stage skipped for lack of an engine', () => {
  it('runs with its dependents once an engine is available', () => {
    const journey = without('no_engine', 'en-GB');
    expect(journey.trail.at(-1)).toBe('READY');
    expect(describeDecision(run(journey, [english]))).toEqual(['RunStarted', 'StepScheduled TRANSCRIBE']);
    journey.through('TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES');
    expect(journey.trail.at(-1)).toBe('READY');
  });

  it.each<[string, readonly EngineNote[], string]>([
    ['no engine is known', [], 'de'],
    ['the only engine does not support the language', [english], 'de'],
    ['the only suitable engine is unavailable', [english, away], 'de'],
    ['the language is unknown, and the only engine needs it', [draft], 'auto'],
    ['the only engine does other work', [{ name: 'tesseract', kind: 'ocr' }], 'de'],
  ])('stays skipped if %s', (_what, engines, language) => {
    expect(run(without('no_engine_for_language', language), engines)).toMatchObject({
      events: [],
      satisfied: { code: 'already-complete' },
    });
  });

  it('needs an engine for the recording’s language', () => {
    expect(describeDecision(run(without('no_engine_for_language', 'de-AT'), [english, german]))).toEqual([
      'RunStarted',
      'StepScheduled TRANSCRIBE',
    ]);
    for (const engines of [[german], [draft, german]])
      expect(describeDecision(run(without('no_engine', 'auto'), engines))).toEqual(['RunStarted', 'StepScheduled TRANSCRIBE']);
    expect(describeDecision(run(without('no_engine', 'en'), [draft]))).toEqual(['RunStarted', 'StepScheduled TRANSCRIBE']);
  });

  it('RUN-26: makes a run possible exactly while an engine is available', () => {
    const canRun = (language: string, engines: readonly EngineNote[]): boolean | undefined => {
      const { state } = without('no_engine', language);
      return allowedActions(state, aServer(['library'], { engines: () => engines })).find(({ action }) => action === 'run')
        ?.allowed;
    };
    expect([canRun('de', []), canRun('de', [english]), canRun('de', [german])]).toEqual([false, false, true]);
    expect([canRun('auto', [draft]), canRun('auto', [draft, german])]).toEqual([false, true]);
  });

  it('stays skipped if a person has skipped it', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM');
    journey.skipStage('TRANSCRIBE');
    journey.through('deliver:library');
    expect(run(journey, [english])).toMatchObject({ events: [] });
  });

  it('may be a document step: an Office file, once an engine can convert it to PDF', () => {
    const journey = new Journey().register({ pipeline: 'document' });
    journey.run(aConfig([]));
    journey.through('hash_file', 'create_file_record');
    for (const step of ['check_text', 'extract_text']) {
      journey.start(step);
      journey.skip(step, { reason: 'no_engine' });
    }
    journey.through(
      'extract_metadata_with_gpt',
      'embed_metadata_into_pdf',
      'finalize_document_storage',
      'send_to_all_destinations',
    );
    const ocr: EngineNote = { name: 'tesseract', kind: 'ocr', languages: ['eng'] };
    expect(run(journey, [ocr], aConfig([]))).toMatchObject({ events: [] });
    const office: EngineNote = { name: 'soffice', kind: 'office' };
    expect(describeDecision(run(journey, [ocr, office], aConfig([])))).toEqual(['RunStarted', 'StepScheduled check_text']);
  });
});
