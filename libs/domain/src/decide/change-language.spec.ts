import type { AssetEvent, EngineNote } from '@throughline/contracts';
import { allowedActions } from '../kinds/allowed-actions.js';
import { auditLine } from '../explain/audit/audit-line.js';
import { isPresent } from '../asset/state.js';
import { explainSteps } from '../explain/explain-steps.js';
import { aConfig, aRun, Journey, STAGES } from '../testing/index.js';
import { itemOf, describeDecision } from '../testing/describe-decision.js';
import type { Decision } from './decision.js';

const LIBRARY = 'deliver:library';
const change = (journey: Journey, language: string): Decision =>
  journey.send({ type: 'ChangeLanguage', by: 'owner-1', language });
const languageOf = ({ state }: Journey): string | undefined => (isPresent(state) ? state.language : undefined);

/** Returns a delivered recording whose engine reports the language `heard`. */
const ready = (requested: string, heard: string): Journey => {
  const journey = aRun(aConfig(), { language: requested }).through('DOWNLOAD', 'TRIM');
  journey.start('TRANSCRIBE');
  journey.complete('TRANSCRIBE', { result: { language: heard } });
  return journey.through('EXTRACT_TOPICS', 'GENERATE_SUBTITLES', LIBRARY);
};

describe('the language of a recording', () => {
  it('can be changed by a person, which is recorded', () => {
    const journey = new Journey().register({ language: 'auto' });
    expect(change(journey, 'de-AT')).toEqual({
      events: [{ type: 'LanguageChanged', v: 1, data: { by: 'owner-1', language: 'de-AT' } }],
    });
    expect(itemOf(journey)).toMatchObject({ language: 'de-AT', status: 'INITIALIZED' });
    const [event] = journey.events.slice(-1) as [AssetEvent];
    expect(auditLine(journey.state, event, journey.state)).toEqual({ message: 'Language set to de-AT by owner-1' });
  });

  it('can be set to its present value, which succeeds and changes nothing', () => {
    const journey = new Journey().register({ language: 'de' });
    expect(change(journey, 'de')).toMatchObject({ events: [], satisfied: { code: 'already-so' } });
  });

  it('cannot be changed during the transcription, nor between two of its attempts', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM');
    expect(describeDecision(change(journey, 'de'))).toEqual(['LanguageChanged']);
    journey.start('TRANSCRIBE');
    expect(change(journey, 'fr')).toMatchObject({ rejected: { code: 'transcribing' } });
    journey.interrupt('TRANSCRIBE');
    expect(change(journey, 'fr')).toMatchObject({ rejected: { code: 'transcribing' } });
    journey.cancel();
    expect(describeDecision(change(journey, 'fr'))).toEqual(['LanguageChanged']);
  });

  it('cannot be changed for a deleted recording', () => {
    const journey = new Journey().register();
    journey.delete();
    expect(change(journey, 'de')).toMatchObject({ rejected: { code: 'deleted' } });
  });

  it('U2: is among the actions of recordings, with the reason if it cannot be changed', () => {
    const answer = ({ state }: Journey) => allowedActions(state).find(({ action }) => action === 'set_language');
    const journey = aRun().through('DOWNLOAD', 'TRIM');
    expect(answer(journey)).toMatchObject({ allowed: true });
    journey.start('TRANSCRIBE');
    expect(answer(journey)).toMatchObject({ allowed: false, code: 'transcribing' });
    expect(answer(new Journey().register({ pipeline: 'document' }))).toBeUndefined();
    expect(answer(new Journey().register({ pipeline: 'session' }))).toBeUndefined();
  });
});

describe('a run after a change of language', () => {
  it('transcribes again with all dependent stages, and shows earlier deliveries as outdated (RUN-07)', () => {
    const journey = ready('en', 'en');
    change(journey, 'de');
    expect(describeDecision(journey.run())).toEqual(['RunStarted', 'StepScheduled TRANSCRIBE']);
    expect(journey.events.findLast(({ type }) => type === 'RunStarted')).toMatchObject({ data: { repeats: ['TRANSCRIBE'] } });
    expect(STAGES.map((stage) => journey.step(stage).phase)).toEqual(['completed', 'scheduled', 'pending', 'pending']);
    journey.start('TRANSCRIBE');
    journey.complete('TRANSCRIBE', { result: { language: 'de' } });
    journey.through('EXTRACT_TOPICS', 'GENERATE_SUBTITLES');
    expect(itemOf(journey)).toMatchObject({ status: 'READY', outputs: [{ status: 'UPLOADED', outdated: true }] });
    expect(journey.step(LIBRARY).attempts).toHaveLength(1);
    expect(journey.run()).toMatchObject({ events: [], satisfied: { code: 'already-complete' } });
  });

  it.each<[string, string, string, readonly string[]]>([
    ['the detected language', 'auto', 'de', ['de-AT']],
    ['the requested language', 'en', 'en', ['de', 'en']],
  ])('has nothing to do if the language is %s', (_what, requested, heard, languages) => {
    const journey = ready(requested, heard);
    for (const language of languages) change(journey, language);
    expect(languageOf(journey)).toBe(languages.at(-1));
    expect(journey.run()).toMatchObject({ events: [], satisfied: { code: 'already-complete' } });
  });

  it('detects the language if it was reset to auto', () => {
    const journey = ready('de', 'de');
    change(journey, 'auto');
    expect(describeDecision(journey.run())).toEqual(['RunStarted', 'StepScheduled TRANSCRIBE']);
  });

  it('U1: is announced in the explanation until it has transcribed', () => {
    const journey = ready('en', 'en');
    const codes = () => explainSteps(journey.state, journey.now).map(({ explanation: { step, code } }) => [step, code]);
    expect(codes()).toEqual([]);
    change(journey, 'de');
    expect(codes()).toEqual([['TRANSCRIBE', 'other-language']]);
    journey.run();
    expect(codes()).not.toContainEqual(['TRANSCRIBE', 'other-language']);
  });

  it('starts with the change if that is requested and changes the transcript', () => {
    const runId = '00000000-0000-7000-9000-000000000098';
    const run = { runId, config: aConfig(), configSources: {} };
    const changeAndRun = (journey: Journey, language: string): Decision =>
      journey.send({ type: 'ChangeLanguage', by: 'owner-1', language, run });
    expect(describeDecision(changeAndRun(ready('auto', 'en'), 'de'))).toEqual([
      'LanguageChanged',
      'RunStarted',
      'StepScheduled TRANSCRIBE',
    ]);
    expect(describeDecision(changeAndRun(ready('auto', 'de'), 'de-AT'))).toEqual(['LanguageChanged']);
    expect(describeDecision(changeAndRun(new Journey().register({ language: 'auto' }), 'de'))).toEqual(['LanguageChanged']);
    const waiting = ready('auto', 'en');
    change(waiting, 'de');
    expect(describeDecision(changeAndRun(waiting, 'de'))).toEqual(['RunStarted', 'StepScheduled TRANSCRIBE']);
    const active = aRun(aConfig(), { language: 'auto' }).through('DOWNLOAD', 'TRIM');
    active.start('TRANSCRIBE');
    active.complete('TRANSCRIBE', { result: { language: 'en' } });
    expect(describeDecision(changeAndRun(active, 'de'))).toEqual(['LanguageChanged']);
  });

  it('runs a stage that had no engine for the old language and has one for the new', () => {
    const journey = aRun(aConfig(), { language: 'de' }).through('DOWNLOAD', 'TRIM');
    journey.start('TRANSCRIBE');
    journey.skip('TRANSCRIBE', { reason: 'no_engine_for_language' });
    journey.through(LIBRARY);
    const engines: readonly EngineNote[] = [{ name: 'pocketsphinx', kind: 'speech', languages: ['en'] }];
    const runId = '00000000-0000-7000-9000-000000000099';
    const run = () => journey.send({ type: 'StartRun', runId, by: 'owner-1', config: aConfig(), configSources: {}, engines });
    expect(run()).toMatchObject({ events: [], satisfied: { code: 'already-complete' } });
    change(journey, 'en');
    expect(describeDecision(run())).toEqual(['RunStarted', 'StepScheduled TRANSCRIBE']);
  });
});
