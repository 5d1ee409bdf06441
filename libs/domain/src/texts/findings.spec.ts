import { DOCUMENT_STEPS, type AssetEvent, type DocumentStep, type JsonObject } from '@throughline/contracts';
import { isPresent, type Asset } from '../asset/state.js';
import { allowedActions } from '../kinds/allowed-actions.js';
import { findChangedFields } from '../decide/correct-fields.js';
import { describeDecision } from '../testing/describe-decision.js';
import { Journey, aConfig, aSource } from '../testing/index.js';
import { correctMetadata } from '../kinds/document/correct-metadata.js';
import { leaveOutEarlierFields } from '../asset/corrected-fields.js';
import { isUnsure, renderFindings, unsureFields } from './findings.js';
import { renderDocumentFields } from '../kinds/document/view.js';

const by = 'anna';
const STEP = 'extract_metadata_with_gpt';
const found = { value: '2026-10-12', confidence: 0.6, sure: false, page: 1, start: 10, end: 20, alternatives: ['2026-10-26'] };
const details = {
  title: 'Invoice 318',
  date: found.value,
  tags: ['power'],
  findings: {
    title: { value: 'Invoice 318', confidence: 0.9, sure: true },
    date: found,
    tags: { value: ['power'], confidence: null, sure: false },
    amount: { value: '214.60', currency: 'EUR', confidence: 0.95, sure: true, page: 1, start: 3, end: 9 },
  },
};

const otherFile: AssetEvent = {
  type: 'SourceBecameReady',
  v: 2,
  data: { source: aSource({ sha256: 'b'.repeat(64) }) },
};

type Results = Readonly<Partial<Record<DocumentStep, JsonObject>>>;

const extracted = (unsure: readonly string[] = ['date', 'sender'], results: Results = {}): Journey => {
  const journey = new Journey().register({ pipeline: 'document', fileName: 'scan.pdf', title: 'scan' });
  journey.run(aConfig());
  for (const step of DOCUMENT_STEPS) {
    if (step === STEP) {
      journey.start(step);
      journey.complete(step, { result: { engine: 'local', unsure: [...unsure] }, details });
      break;
    }
    if (results[step] === undefined) journey.through(step);
    else {
      journey.start(step);
      journey.complete(step, { result: results[step] });
    }
  }
  return journey;
};
const assetOf = ({ state }: Journey): Asset => {
  if (!isPresent(state)) throw new Error('The journey has not begun');
  return state;
};
const findingsOf = (journey: Journey) => renderFindings(assetOf(journey), journey.personal);
const metadataOf = (journey: Journey) => renderDocumentFields(assetOf(journey), { personal: journey.personal }).metadata;
const correct = (journey: Journey, values: Readonly<Record<string, unknown>>, fields = Object.keys(values)) =>
  journey.send({ type: 'CorrectFields', by, fields: fields as ['date'], values });

describe('the fields of a document', () => {
  it('have the found values with their confidence, place and alternatives, and those not found have none', () => {
    expect(findingsOf(extracted())).toMatchObject({
      title: { value: 'Invoice 318', found: 'Invoice 318', sure: true, corrected_by: null },
      date: { ...found, found: found.value, corrected_by: null },
      amount: { value: '214.60', currency: 'EUR', confidence: 0.95 },
      number: { value: null, found: null, confidence: null, sure: false, page: null, alternatives: [] },
    });
  });

  it.each([
    ['have no place in a mail whose PDF has two pages', 'email', 2, null],
    ['have one in a mail whose PDF has one page', 'email', 1, 1],
    ['have one in a scan of two pages', 'image', 2, 1],
  ])('%s', (_, kind, pages, page) => {
    const results = { create_file_record: { kind, pages }, check_text: { pages } };
    const place = page === null ? { page, start: null, end: null } : { page, start: found.start, end: found.end };
    expect(findingsOf(extracted(['date'], results))).toMatchObject({ date: { value: found.value, ...place } });
  });

  it('are not there before they were searched for', () => {
    const journey = new Journey().register({ pipeline: 'document' });
    journey.run(aConfig());
    expect(findingsOf(journey)).toBeUndefined();
    expect(metadataOf(journey)).toBeNull();
  });

  it('have the findings of invoices of an earlier release, which named no others', () => {
    const journey = extracted();
    const { findings: _, ...old } = details;
    const steps = {
      [STEP]: { details: { ...old, invoice: { number: { value: '318', confidence: 0.9, sure: true, page: 2 } } } },
    };
    const findings = renderFindings(assetOf(journey), { ...journey.personal, steps });
    expect(findings).toMatchObject({ date: { value: found.value, confidence: null }, number: { value: '318', page: 2 } });
  });

  it('have what a person wrote, keep what was found, and are sure then', () => {
    const journey = extracted();
    correct(journey, { date: '2026-10-13', sender: 'Linden', amount: { value: '1.00' } });
    expect(findingsOf(journey)).toMatchObject({
      date: { value: '2026-10-13', found: found.value, confidence: 0.6, sure: true, page: 1, corrected_by: by },
      sender: { value: 'Linden', found: null, corrected_by: by },
      amount: { value: '1.00', currency: null, found: '214.60', found_currency: 'EUR' },
    });
    expect(metadataOf(journey)).toMatchObject({ date: '2026-10-13', sender: 'Linden' });
    expect(unsureFields(assetOf(journey))).toEqual([]);
  });

  it('can be cleared, apart from the title', () => {
    const journey = extracted();
    correct(journey, {}, ['date', 'tags']);
    expect(findingsOf(journey)).toMatchObject({ date: { value: null, sure: true }, tags: { value: [], found: ['power'] } });
    expect(metadataOf(journey)).not.toHaveProperty('date');
    expect(describeDecision(correct(journey, {}, ['title']))).toEqual(['refused']);
  });

  it('keep their corrections when the step runs again', () => {
    const journey = extracted();
    correct(journey, { date: '2026-10-13' });
    journey.send({ type: 'ResetAsset', by });
    journey.run(aConfig());
    journey.through(...DOCUMENT_STEPS);
    expect(findingsOf(journey)).toMatchObject({ date: { value: '2026-10-13', found: null, corrected_by: by } });
  });

  it('lose their corrections with another file, apart from the title and the tags, which are those of the item', () => {
    const journey = extracted();
    correct(journey, { date: '2026-10-13', sender: 'Linden', title: 'Power of September', tags: ['office'] });
    journey.record([otherFile]);
    expect(assetOf(journey).fieldCorrections?.map(({ field }) => field)).toEqual(['title', 'tags']);
    expect(unsureFields(assetOf(journey))).toEqual(['date', 'sender']);
    expect(findingsOf(journey)).toMatchObject({
      title: { value: 'Power of September', corrected_by: by },
      date: { value: found.value, sure: false, corrected_by: null },
      sender: { value: null, corrected_by: null },
      tags: { value: ['office'], corrected_by: by },
    });
    expect(metadataOf(journey)).toMatchObject({ date: found.value });
    expect(metadataOf(journey)).not.toHaveProperty('sender');
    // The next correction brings no earlier one back.
    correct(journey, { sender: 'Wagner' });
    expect(metadataOf(journey)).toMatchObject({ date: found.value, sender: 'Wagner' });
    expect(leaveOutEarlierFields(journey.state, journey.personal).fields).toEqual({ sender: 'Wagner' });
  });

  it('have no corrections left if another file ends the only one', () => {
    const journey = extracted();
    correct(journey, { date: '2026-10-13' });
    journey.record([otherFile]);
    expect(assetOf(journey)).not.toHaveProperty('fieldCorrections');
  });

  it('keep their corrections with the same file, with the first file of an item, and with another path of its original', () => {
    const journey = extracted();
    correct(journey, { date: '2026-10-13' });
    journey.record([{ type: 'SourceBecameReady', v: 2, data: { source: aSource() } }]);
    expect(assetOf(journey).fieldCorrections).toHaveLength(1);
    const empty = new Journey();
    empty.send({
      type: 'RegisterAsset',
      assetId: empty.assetId,
      owner: 'o',
      title: 't',
      pipeline: 'document',
      language: 'en',
      isMapped: true,
    });
    correct(empty, { date: '2026-10-13' });
    for (const modified of [1, 2]) {
      const source = { kind: 'folder', settings: { folder: 'scans', size: 10, modified } };
      empty.record([{ type: 'SourceBecameReady', v: 2, data: { source } }]);
      expect(assetOf(empty).fieldCorrections).toHaveLength(1);
    }
    empty.record([otherFile]);
    expect(assetOf(empty)).not.toHaveProperty('fieldCorrections');
  });

  it('are one with the title and the tags of the item', () => {
    const journey = extracted();
    correct(journey, { title: 'Power of September', tags: ['office'] });
    expect(journey.personal).toMatchObject({ title: 'Power of September', tags: ['office'] });
    journey.send({ type: 'DescribeAsset', by: 'berta', fields: ['title'], texts: { title: 'Power' } });
    expect(findingsOf(journey)).toMatchObject({
      title: { value: 'Power', corrected_by: 'berta' },
      tags: { value: ['office'], corrected_by: by },
    });
  });

  it('are gone after an erasure', () => {
    const journey = extracted();
    correct(journey, { sender: 'Linden' });
    journey.send({ type: 'EraseAsset', by });
    expect(journey.personal).toEqual({});
    expect(metadataOf(journey)).toBeNull();
    expect(isUnsure(assetOf(journey))).toBe(false);
  });

  it('change only if a person has not given the same value, in any order of its parts', () => {
    const journey = extracted();
    const values = { amount: { value: '1.00', currency: 'EUR' }, date: found.value };
    const fields = ['amount', 'date', 'due_date'] as const;
    expect(findChangedFields(journey.state, journey.personal, { fields, values })).toEqual(['amount', 'date', 'due_date']);
    correct(journey, values, [...fields]);
    const same = { amount: { currency: 'EUR', value: '1.00' }, date: found.value };
    expect(findChangedFields(journey.state, journey.personal, { fields, values: same })).toEqual([]);
  });

  it('replace those of a stored metadata file', () => {
    expect(correctMetadata({ date: 'a', sender: 'b', summary: 'c' }, { fields: { date: null, sender: 'd' } })).toEqual({
      summary: 'c',
      sender: 'd',
    });
  });
});

describe('the review of a document', () => {
  it('waits while a field is not sure, and ends with its acceptance, which can be taken back', () => {
    const journey = extracted();
    expect(isUnsure(assetOf(journey))).toBe(true);
    expect(describeDecision(journey.send({ type: 'AcceptDocument', by }))).toEqual(['DocumentAccepted']);
    expect(isUnsure(assetOf(journey))).toBe(false);
    expect(describeDecision(journey.send({ type: 'AcceptDocument', by }))).toEqual([]);
    expect(renderDocumentFields(assetOf(journey), { personal: {} })).toMatchObject({ accepted_by: by, unsure: false });
    expect(describeDecision(journey.send({ type: 'ReopenDocument', by }))).toEqual(['DocumentReopened']);
    expect(describeDecision(journey.send({ type: 'ReopenDocument', by }))).toEqual([]);
    expect(isUnsure(assetOf(journey))).toBe(true);
  });

  it('waits for nobody if all fields are sure or corrected, or the document is deleted', () => {
    expect(isUnsure(assetOf(extracted([])))).toBe(false);
    const corrected = extracted();
    correct(corrected, { date: '2026-10-13', sender: 'Linden' });
    expect(isUnsure(assetOf(corrected))).toBe(false);
    const deleted = extracted();
    deleted.delete(1_000);
    expect(isUnsure(assetOf(deleted))).toBe(false);
  });

  it('is needed for a document without text, and is not possible before its fields were searched for', () => {
    const journey = new Journey().register({ pipeline: 'document' });
    journey.run(aConfig());
    expect(describeDecision(journey.send({ type: 'AcceptDocument', by }))).toEqual(['refused']);
    for (const step of DOCUMENT_STEPS.slice(0, DOCUMENT_STEPS.indexOf(STEP))) journey.through(step);
    journey.start(STEP);
    journey.skip(STEP, { reason: 'no_text' });
    expect(unsureFields(assetOf(journey))).toEqual(['title', 'date', 'sender']);
  });

  it('is needed again for another file', () => {
    const journey = extracted();
    journey.send({ type: 'AcceptDocument', by });
    journey.record([otherFile]);
    expect(isUnsure(assetOf(journey))).toBe(true);
  });

  it('is refused for recordings, which do not offer it', () => {
    const journey = new Journey().register();
    for (const type of ['AcceptDocument', 'ReopenDocument'] as const)
      expect(describeDecision(journey.send({ type, by }))).toEqual(['refused']);
    expect(describeDecision(correct(journey, { sender: 'Linden' }))).toEqual(['refused']);
    const actions = allowedActions(journey.state).map(({ action }) => action);
    expect(actions).not.toContain('accept');
    const offered = allowedActions(extracted().state).filter(({ allowed }) => allowed);
    expect(offered.map(({ action }) => action)).toEqual(expect.arrayContaining(['correct_fields', 'accept']));
  });
});
