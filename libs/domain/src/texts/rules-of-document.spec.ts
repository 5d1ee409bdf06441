import { DOCUMENT_STEPS, newId, type DocumentRule } from '@throughline/contracts';
import { isPresent, type Asset } from '../asset/state.js';
import { renderDocumentFields } from '../kinds/document/view.js';
import { Journey, aConfig } from '../testing/index.js';

const STEP = 'extract_metadata_with_gpt';
const by = 'anna';
const rule: DocumentRule = { key: newId(), name: 'Acme bills', sender: 'ACME', tags: ['bill'], type: 'invoice' };
const { sender: _sender, ...applied } = rule;
const result = { engine: 'local', unsure: ['date'], rules: [{ rule: rule.key, fields: ['type', 'tags'] }] };
const details = { sender: 'ACME', type: 'letter', tags: [], findings: { type: { value: 'letter', sure: false } } };

const assetOf = ({ state }: Journey): Asset => {
  if (!isPresent(state)) throw new Error('The journey has not begun');
  return state;
};
const fieldsOf = (journey: Journey) => renderDocumentFields(assetOf(journey), { personal: journey.personal });
const findingsOf = (journey: Journey) => fieldsOf(journey).metadata?.findings;
const startRun = (journey: Journey, repeat: readonly string[] = []) =>
  journey.send({ type: 'StartRun', runId: newId(), by, config: aConfig(), configSources: {}, rules: [rule], repeat });

const started = (): Journey => {
  const journey = new Journey().register({ pipeline: 'document', fileName: 'scan.pdf', title: 'scan' });
  startRun(journey);
  return journey;
};
const runAgain = (journey: Journey): void => {
  journey.send({ type: 'CancelRun', by });
  startRun(journey, [STEP]);
};
const findFields = (journey: Journey, rules: readonly object[] = [applied]): Journey => {
  journey.start(STEP);
  journey.complete(STEP, { result, details: { ...details, rules: [...rules] as never } });
  return journey;
};
const extracted = (): Journey => {
  const journey = started();
  journey.through(...DOCUMENT_STEPS.slice(0, DOCUMENT_STEPS.indexOf(STEP)));
  return findFields(journey);
};
const setTags = (journey: Journey, tags: readonly string[]) =>
  journey.send({ type: 'DescribeAsset', by, fields: ['tags'], texts: tags.length === 0 ? {} : { tags: [...tags] } });

describe('a document that a rule has changed', () => {
  it('has the tags and the type, says which rule gave them, and keeps what was found', () => {
    const journey = extracted();
    expect(journey.personal.tags).toEqual(['bill']);
    expect(findingsOf(journey)).toMatchObject({
      type: { value: 'invoice', found: 'letter', sure: true, rules: ['Acme bills'] },
      tags: { value: ['bill'], rules: ['Acme bills'] },
      sender: { rules: [] },
    });
    const { metadata, rules_applied } = fieldsOf(journey);
    expect(metadata).toMatchObject({ type: 'invoice' });
    expect(rules_applied).toEqual([{ key: rule.key, name: 'Acme bills', tags: ['bill'], type: 'invoice', overruled: [] }]);
  });

  it('keeps what a person has changed since, and says so', () => {
    const journey = extracted();
    journey.send({ type: 'CorrectFields', by, fields: ['type'], values: { type: 'contract' } });
    setTags(journey, []);
    expect(fieldsOf(journey).rules_applied).toMatchObject([{ overruled: ['type', 'tags'] }]);
    expect(findingsOf(journey)).toMatchObject({
      type: { value: 'contract', rules: [] },
      tags: { value: [], rules: [] },
    });
    runAgain(journey);
    findFields(journey);
    expect(journey.step(STEP)).toMatchObject({ phase: 'completed' });
    expect(journey.personal.tags).toBeUndefined();
    expect(findingsOf(journey)).toMatchObject({ type: { value: 'contract' } });
  });

  it('gets no tag of a rule if a person sets the tags while the step runs', () => {
    const journey = started();
    journey.through(...DOCUMENT_STEPS.slice(0, DOCUMENT_STEPS.indexOf(STEP)));
    setTags(journey, ['mine']);
    findFields(journey);
    expect(journey.personal.tags).toEqual(['mine']);
  });

  it('has the tags of the rules of its newest result only, and none after a reset', () => {
    const journey = extracted();
    runAgain(journey);
    expect(journey.personal.tags).toEqual(['bill']);
    findFields(journey, []);
    expect(journey.personal).not.toHaveProperty('tags');
    const other = extracted();
    other.send({ type: 'ResetAsset', by });
    expect(other.personal).not.toHaveProperty('tags');
    expect(fieldsOf(other).rules_applied).toEqual([]);
  });

  it('has the rules of its library only until its fields are found', () => {
    const journey = started();
    expect(journey.personal.rules).toEqual([rule]);
    journey.through(...DOCUMENT_STEPS.slice(0, DOCUMENT_STEPS.indexOf(STEP)));
    findFields(journey);
    expect(journey.personal).not.toHaveProperty('rules');
    journey.send({ type: 'CancelRun', by });
    startRun(journey);
    expect(journey.personal).not.toHaveProperty('rules');
  });

  it('has them also in a run that repeats a step before the one that finds its fields', () => {
    const journey = extracted();
    journey.send({ type: 'CancelRun', by });
    startRun(journey, ['extract_text']);
    expect(journey.personal.rules).toEqual([rule]);
    expect(journey.personal.tags).toEqual(['bill']);
  });
});
