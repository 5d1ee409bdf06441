import { DOCUMENT_STEPS, type PlanStep } from '@throughline/contracts';
import { isPresent } from '../state.js';
import { Journey, aConfig, aSource } from '../../testing/index.js';
import { currentWork } from '../steps/current-work.js';
import { documentStepWord, planDocument } from './document.js';

const planned = (config = aConfig([])): readonly PlanStep[] => planDocument(config).steps;

describe('the pipeline of documents', () => {
  it('DOC-04: has exactly the eight main steps in order, followed by the deliveries', () => {
    const steps = planned(aConfig(['one', 'two']));
    expect(steps.filter(({ kind }) => kind === 'document').map(({ step }) => step)).toEqual([...DOCUMENT_STEPS]);
    expect(steps.slice(DOCUMENT_STEPS.length).map(({ step, dependsOn }) => [step, dependsOn])).toEqual([
      ['deliver:one', ['send_to_all_destinations']],
      ['deliver:two', ['send_to_all_destinations']],
    ]);
  });

  it('plans each step after the one before it, in the lane of its service', () => {
    expect(planned().map(({ service, lane, dependsOn }) => [dependsOn, `${service}/${lane}`])).toEqual([
      [[], 'ingest/intake'],
      [['hash_file'], 'ingest/intake'],
      [['create_file_record'], 'processing/document'],
      [['check_text'], 'processing/ocr'],
      [['extract_text'], 'processing/text'],
      [['extract_metadata_with_gpt'], 'processing/document'],
      [['embed_metadata_into_pdf'], 'processing/document'],
      [['finalize_document_storage'], 'processing/document'],
    ]);
  });

  it('keeps eight steps if the PDF is not to be changed: the run skips that step at its start', () => {
    const journey = new Journey().register({ pipeline: 'document' });
    journey.run(aConfig([], { document: { embed: false } }));
    expect(journey.events.filter(({ type }) => type === 'StepSkipped').map(({ data }) => data)).toEqual([
      { step: 'embed_metadata_into_pdf', reason: 'disabled' },
    ]);
    expect(isPresent(journey.state) && journey.state.steps).toHaveLength(DOCUMENT_STEPS.length);
  });

  it('passes the uploaded file to the first step, as a recording passes it to its download', () => {
    const journey = new Journey().register({ pipeline: 'document', source: aSource({ mediaType: 'application/pdf' }) });
    journey.run(aConfig([]));
    expect(currentWork(journey.state, 'hash_file')?.inputs).toMatchObject([{ role: 'upload', mediaType: 'application/pdf' }]);
  });

  it.each([
    ['extract_text', 'extract_text'],
    ['deliver:paperless', 'upload'],
  ])('names %s %s in failed_at_stage', (step, word) => {
    expect(documentStepWord(step)).toBe(word);
  });
});
