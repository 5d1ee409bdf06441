import type { DocumentConfig, EngineNote, JsonObject, RunConfig } from '@throughline/contracts';
import { explainSteps } from '../explain/explain-steps.js';
import { allowedActions } from '../kinds/allowed-actions.js';
import { renderDocumentFields } from '../kinds/document/view.js';
import { describeEnginesFor } from '../asset/config/engine-for.js';
import { isPresent } from '../asset/state.js';
import { aConfig, aServer, Journey } from '../testing/index.js';
import { describeDecision } from '../testing/describe-decision.js';

const AFTER = ['extract_metadata_with_gpt', 'embed_metadata_into_pdf', 'finalize_document_storage', 'send_to_all_destinations'];
const RUN_ID = '00000000-0000-7000-9000-000000000099';

const wanting = (...languages: readonly string[]): RunConfig => {
  const document: DocumentConfig = { languages: [...languages] };
  return { ...aConfig([]), document };
};
const ocr = (...languages: readonly string[]): readonly EngineNote[] => [
  { name: 'tesseract.js', kind: 'ocr', languages: [...languages] },
];

describe('a scan in languages that no worker has', () => {
  const begin = (config: RunConfig): Journey => {
    const journey = new Journey().register({ pipeline: 'document' });
    journey.run(config, ['document.languages']);
    journey.through('hash_file', 'create_file_record', 'check_text');
    journey.start('extract_text');
    return journey;
  };
  const unread = (): Journey => {
    const journey = begin(wanting('deu', 'rus'));
    journey.skip('extract_text', { reason: 'no_engine_for_language' });
    return journey.through(...AFTER);
  };
  const readWith = (result: JsonObject, config = wanting('eng', 'deu')): Journey => {
    const journey = begin(config);
    journey.complete('extract_text', { result });
    return journey.through(...AFTER);
  };
  const halfRead = (): Journey => readWith({ engine: 'tesseract.js', languages: ['eng'], languages_missing: ['deu'] });
  const explain = ({ state, now }: Journey) =>
    explainSteps(state, now).map(({ explanation: { step, code, says } }) => [step, code, says]);
  const run = (journey: Journey, engines: readonly EngineNote[], config: RunConfig): readonly string[] =>
    describeDecision(journey.send({ type: 'StartRun', runId: RUN_ID, by: 'owner-1', config, configSources: {}, engines }));
  const textOf = ({ state, personal }: Journey): unknown => isPresent(state) && renderDocumentFields(state, { personal }).text;
  const canRun = ({ state }: Journey, engines: readonly EngineNote[]): boolean | undefined =>
    allowedActions(state, aServer([], { engines: () => engines })).find(({ action }) => action === 'run')?.allowed;

  it('names them, and the command that fetches them', () => {
    const journey = unread();
    expect(explain(journey)).toEqual([
      [
        'extract_text',
        'skipped',
        'Skipped: no worker can read scans in deu, rus. Fetch them on the machine of the workers with `npx tl engine fetch ocr deu rus`, then run the item. If the languages are wrong, run it with others.',
      ],
    ]);
    expect(textOf(journey)).toMatchObject({ languages_missing: ['deu', 'rus'] });
  });

  it('waits for nothing, and runs once a worker has one of them', () => {
    expect([canRun(unread(), ocr('eng')), canRun(unread(), ocr('eng', 'rus'))]).toEqual([false, true]);
    expect(run(unread(), ocr('eng', 'rus'), wanting('deu', 'rus'))).toEqual(['RunStarted', 'StepScheduled extract_text']);
  });

  it('names a language that was missing beside others, and is read again once that is there', () => {
    const journey = halfRead();
    expect(explain(journey)).toEqual([
      ['extract_text', 'languages-missing', expect.stringMatching(/^Completed, but .* in deu\. .*`npx tl engine fetch ocr deu`/)],
    ]);
    expect(textOf(journey)).toMatchObject({ languages: ['eng'], languages_missing: ['deu'] });
    expect([canRun(journey, ocr('eng')), canRun(journey, ocr('eng', 'deu'))]).toEqual([false, true]);
    expect(run(journey, ocr('eng', 'deu'), wanting('eng', 'deu'))).toEqual(['RunStarted', 'StepScheduled extract_text']);
  });

  it('is not read again if the run does not want the language any more', () => {
    expect(run(halfRead(), ocr('eng', 'deu'), wanting('eng'))).not.toContain('RunStarted');
  });

  it('may be run after a change of the engines alone, unlike a scan that lacks none', () => {
    const enginesFor = ({ state }: Journey, engines: readonly EngineNote[]) =>
      isPresent(state) ? describeEnginesFor(state, () => engines) : undefined;
    for (const lacking of [unread(), halfRead()])
      expect(enginesFor(lacking, ocr('eng'))).not.toBe(enginesFor(lacking, ocr('eng', 'deu')));
    expect(enginesFor(readWith({ languages: ['eng'] }), ocr('eng'))).toBeUndefined();
  });

  it('says nothing if all were there, or if the result is of another kind', () => {
    for (const result of [{ languages: ['eng'] }, { languages_missing: 'deu' }, { languages_missing: [1] }])
      expect(explain(readWith(result))).toEqual([]);
  });
});
