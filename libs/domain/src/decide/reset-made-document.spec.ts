import { isImporting } from '../asset/imported.js';
import { isPresent, type Source } from '../asset/state.js';
import { currentArtifacts } from '../asset/steps/current-work.js';
import { Journey, aConfig, aSource, anArtifact } from '../testing/index.js';
import { describeDecision, summarizeDecision } from '../testing/describe-decision.js';

const ORIGIN = '0198f5d2-8e0a-7b3c-9d4e-5f60718293a4';
const source: Source = {
  kind: 'pages',
  documents: [{ id: ORIGIN, key: `uploads/${ORIGIN}/source`, size: 7, sha256: 'a'.repeat(64) }],
};
const MADE = anArtifact({ role: 'source', name: 'pages.pdf' });
const aMadeDocument = (): Journey => {
  const journey = new Journey().register({ pipeline: 'document', source });
  journey.run(aConfig([]));
  journey.start('hash_file');
  journey.complete('hash_file', { artifacts: [MADE] });
  return journey;
};

describe('the reset of a document that was made of pages', () => {
  it('keeps its file, because the documents with these pages may be gone', () => {
    const journey = aMadeDocument();
    journey.through('create_file_record');
    expect(describeDecision(journey.reset())).toEqual(['AssetReset']);
    expect(summarizeDecision(journey.reset())).toBe('nothing already-reset');
    expect(describeDecision(journey.run(aConfig([])))).toEqual(['RunStarted', 'StepScheduled create_file_record']);
    expect(currentArtifacts(journey.state).map(({ name }) => name)).toEqual([MADE.name]);
  });

  it('makes the file again if there is none yet', () => {
    const journey = new Journey().register({ pipeline: 'document', source });
    journey.run(aConfig([]));
    journey.start('hash_file');
    journey.fail('hash_file');
    journey.reset();
    expect(describeDecision(journey.run(aConfig([])))).toEqual(['RunStarted', 'StepScheduled hash_file']);
  });

  it('keeps its file in another system too, which cannot make it again', () => {
    const journey = new Journey().importFrom(aMadeDocument());
    journey.endImport();
    expect(isPresent(journey.state) && isImporting(journey.state)).toBe(false);
    journey.reset();
    expect(describeDecision(journey.run(aConfig([])))).toEqual(['RunStarted', 'StepScheduled create_file_record']);
  });

  it('gives up the file for another one that replaces it', () => {
    const journey = aMadeDocument();
    journey.start('create_file_record');
    journey.fail('create_file_record');
    const replaced = journey.send({ type: 'ReplaceFile', by: 'owner-1', source: aSource({ sha256: 'b'.repeat(64) }) });
    expect(describeDecision(replaced)).toEqual(['AssetReset', 'SourceBecameReady']);
    expect(currentArtifacts(journey.state)).toEqual([]);
    expect(describeDecision(journey.run(aConfig([])))).toEqual(['RunStarted', 'StepScheduled hash_file']);
  });
});
