import { DOCUMENT_STEPS, newId, type DocumentRule } from '@throughline/contracts';
import { foldPersonal } from '../asset/personal.js';
import { isPresent } from '../asset/state.js';
import { resultOf, stepOf } from '../asset/steps/steps.js';
import { renderDocumentFields } from '../kinds/document/view.js';
import { describeDecision } from '../testing/describe-decision.js';
import { Journey, aConfig } from '../testing/index.js';
import { findRuleEffect } from './apply-document-rule.js';
import type { Decision } from './decision.js';

const STEP = 'extract_metadata_with_gpt';
const by = 'anna';
const rule: DocumentRule = { key: newId(), name: 'Acme bills', sender: ' acme  LTD', tags: ['bill', 'office'], type: 'invoice' };
const found = { sender: 'ACME Ltd', type: 'letter', tags: [], findings: { type: { value: 'letter', sure: false } } };

/** A document whose fields were found, with the rules that its run has applied. */
function extracted(rules: readonly (Omit<DocumentRule, 'sender'> & { sender?: string })[] = []): Journey {
  const journey = new Journey().register({ pipeline: 'document', fileName: 'scan.pdf', title: 'scan' });
  journey.run(aConfig([]));
  journey.through(...DOCUMENT_STEPS.slice(0, DOCUMENT_STEPS.indexOf(STEP)));
  journey.start(STEP);
  const named = rules.map(({ key }) => ({ rule: key, fields: ['type', 'tags'] }));
  const result = { engine: 'local', unsure: ['date', 'type'], ...(named.length === 0 ? {} : { rules: named }) };
  journey.complete(STEP, { result, details: { ...found, rules: rules.map(({ sender: _, ...one }) => one) } });
  return journey;
}
const apply = (journey: Journey, one: DocumentRule = rule): Decision =>
  journey.send({ type: 'ApplyDocumentRule', by, effect: findRuleEffect(one, journey.state, journey.personal) });
const viewOf = (journey: Journey) => {
  if (!isPresent(journey.state)) throw new Error('The journey has not begun');
  return renderDocumentFields(journey.state, { personal: journey.personal });
};
const satisfied = (decision: Decision): string | undefined => ('events' in decision ? decision.satisfied?.detail : undefined);

describe('a rule that is applied to a document that is there already', () => {
  it('gives it tags and type as a run would, names itself, and applies once', () => {
    const journey = extracted();
    expect(apply(journey)).toMatchObject({
      events: [{ type: 'DocumentRuleApplied', data: { by, rule: rule.key, fields: ['type', 'tags'] } }],
    });
    expect(journey.personal).toMatchObject({ tags: ['bill', 'office'], ruleTags: ['bill', 'office'] });
    const { metadata, rules_applied, unsure_fields } = viewOf(journey);
    expect(rules_applied).toEqual([
      { key: rule.key, name: 'Acme bills', tags: ['bill', 'office'], type: 'invoice', overruled: [] },
    ]);
    expect(metadata).toMatchObject({
      type: 'invoice',
      findings: { type: { found: 'letter', sure: true, rules: ['Acme bills'] } },
    });
    // The type needs no check any more.
    expect(unsure_fields).toEqual(['date']);
    const { state } = journey;
    expect(isPresent(state) && resultOf(stepOf(state, STEP))).toMatchObject({
      rules: [{ rule: rule.key, fields: ['type', 'tags'] }],
    });
    expect(satisfied(apply(journey))).toBe('The document has everything that the rule gives.');
  });

  it('leaves what a person has set, and sets the rest', () => {
    const journey = extracted();
    journey.send({ type: 'CorrectFields', by, fields: ['type'], values: {} });
    expect(apply(journey)).toMatchObject({ events: [{ data: { fields: ['tags'] } }] });
    journey.send({ type: 'CorrectFields', by, fields: ['tags'], values: { tags: ['mine'] } });
    expect(satisfied(apply(journey))).toBe('A person has set what the rule would set, and that stays.');
    expect(viewOf(journey).rules_applied).toMatchObject([{ overruled: ['tags'] }]);
  });

  it('matches the sender that a person has written, not the found one', () => {
    const journey = extracted();
    journey.send({ type: 'CorrectFields', by, fields: ['sender'], values: { sender: 'Bolt' } });
    expect(satisfied(apply(journey))).toBe('The document is from another sender.');
    expect(describeDecision(apply(journey, { ...rule, sender: 'BOLT' }))).toEqual(['DocumentRuleApplied']);
  });

  it('comes after the rules of the run, and a newer version of it adds to what it gave', () => {
    const { type: _type, ...tagsOnly } = rule;
    const other = { ...rule, key: newId(), name: 'Letters', tags: ['post'], type: 'letter' };
    const ruled = extracted([other]);
    expect(satisfied(apply(ruled, { ...rule, tags: [] }))).toBe('An earlier rule has set the type, and that stays.');
    const journey = extracted([{ ...tagsOnly, tags: ['bill'] }]);
    expect(journey.personal.tags).toEqual(['bill']);
    apply(journey, { ...rule, name: 'Renamed' });
    expect(journey.personal.tags).toEqual(['bill', 'office']);
    expect(viewOf(journey).rules_applied).toMatchObject([{ name: 'Renamed', tags: ['bill', 'office'], type: 'invoice' }]);
    apply(journey, { ...rule, type: 'bill' });
    expect(viewOf(journey)).toMatchObject({ metadata: { type: 'bill' }, rules_applied: [{ type: 'bill' }] });
  });

  it('goes with the result that it has changed: a reset removes its tags', () => {
    const journey = extracted();
    apply(journey);
    journey.send({ type: 'CancelRun', by });
    journey.send({ type: 'ResetAsset', by });
    expect(journey.personal.tags).toBeUndefined();
    expect(viewOf(journey).rules_applied).toEqual([]);
  });

  it('is refused before the fields are found, if they could not be read, and for deleted items and recordings', () => {
    const early = new Journey().register({ pipeline: 'document', fileName: 'scan.pdf' });
    early.run(aConfig([]));
    const wait = `Wait until the step ${STEP} has ended, then apply the rule.`;
    expect(apply(early)).toMatchObject({ rejected: { code: 'refused', tryInstead: wait } });
    // Nothing reads the fields any more.
    early.send({ type: 'CancelRun', by });
    const run = {
      detail: 'The fields of the document have not been read.',
      tryInstead: 'Run the document, then apply the rule.',
    };
    expect(apply(early)).toMatchObject({ rejected: run });
    const unread = extracted();
    unread.send({ type: 'CancelRun', by });
    unread.send({ type: 'StartRun', runId: newId(), by, config: aConfig([]), configSources: {}, repeat: [STEP] });
    expect(describeDecision(apply(unread))).toEqual(['refused']);
    const deleted = extracted();
    deleted.send({ type: 'DeleteAsset', by, expiresAt: '2099-01-01T00:00:00.000Z' });
    expect(describeDecision(apply(deleted))).toEqual(['deleted']);
    const recording = new Journey().register({ title: 'talk' });
    expect(describeDecision(apply(recording))).toEqual(['refused']);
  });

  it('changes no value without its sealed part, whose key is destroyed', () => {
    const journey = extracted();
    const before = journey.personal;
    const event = { type: 'DocumentRuleApplied' as const, v: 1, data: { by, rule: rule.key, fields: ['tags' as const] } };
    expect(foldPersonal(before, event)).toBe(before);
  });
});
