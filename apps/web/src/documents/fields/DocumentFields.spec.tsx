import type { CurrentUser, Document, Output } from '@throughline/api-client';
import { drawView, listControls, operator, viewer } from '../../testing/draw-view.js';
import type { PlaceState } from '../pages/use-place.js';
import { DocumentFields } from './DocumentFields.js';
import { listFields } from './document-fields.js';
import { Choices } from './FieldFinding.js';
import { documentWith, findingOf, nothingFound } from './testing/documents.js';
import type { FieldEditing } from './use-field-editing.js';

const ignore = (): void => undefined;
const PLACES: PlaceState = {
  firstPage: 1,
  marked: undefined,
  wanted: undefined,
  pages: 2,
  onPages: ignore,
  onPoint: ignore,
  onFocus: ignore,
  onShow: ignore,
};
const EDITING: FieldEditing = {
  drafts: {},
  hasChanges: false,
  open: ignore,
  type: ignore,
  rebase: ignore,
  close: ignore,
  leave: ignore,
};
const number = findingOf('318', 0.96);
const amount = findingOf('1234.56', 0.7, { currency: 'EUR', found_currency: 'EUR' });

interface Drawing {
  readonly pages?: number;
  readonly editing?: FieldEditing;
  readonly me?: CurrentUser;
}
const draw = (document: Document, { pages = 2, editing, me = operator }: Drawing = {}) =>
  drawView(<DocumentFields document={document} place={{ ...PLACES, pages }} editing={editing} />, ignore, me);

describe('the extracted details of a document', () => {
  it('have their confidence in words, and a button for their place', () => {
    const { html, words } = draw(documentWith({ number, amount }, {}, { engine: 'local' }));
    expect(words).toContain('Number 318 96 % sure Page 2');
    expect(words).toContain('Amount 1234.56 EUR 70 % – not sure Page 2');
    expect(listControls(html)).toEqual(['Show number on page 2', 'Show amount on page 2']);
  });

  it('name the values to check, and where the values come from', () => {
    const { words } = draw(documentWith({ number, amount }, {}, { engine: 'chat', model: 'qwen' }));
    expect(words).toContain('Please check: amount. Found by rules on this server, not by a model.');
    expect(words).not.toContain('qwen');
    const missing = draw(documentWith({ number }, { unsure_fields: ['date'] }, { engine: 'local' })).words;
    expect(missing).toContain('Please check: date.');
    expect(missing).toContain('Date None Not found – please add it');
  });

  it('say which values a model found, and which the rules', () => {
    const type = { ...nothingFound, value: 'letter', found: 'letter' };
    const drawn = (findings: Parameters<typeof documentWith>[0], metadata: object) =>
      draw(documentWith(findings, { unsure_fields: ['type'] }, metadata)).words;
    expect(drawn({ type }, { engine: 'chat', model: 'qwen' })).toContain('Type letter Not sure');
    expect(drawn({ type }, { engine: 'chat', model: 'qwen' })).toContain('Found by qwen.');
    expect(drawn({ type, number }, { engine: 'chat', model: 'qwen' })).toContain(
      'Values with a percentage were found by rules on this server, the others by qwen.',
    );
    expect(drawn({ type }, {})).not.toContain('ound by');
  });

  it('offer to undo each rule by its name, if there are several', () => {
    const rules = ['k1', 'k2'].map((key, index) => ({
      ...{ key, name: ['Bills', 'Office'][index] ?? '', tags: [`tag ${key}`], type: null, overruled: [] },
    }));
    const tags = { ...nothingFound, value: ['tag k1', 'tag k2'], rules: ['Bills', 'Office'] } as typeof nothingFound;
    const drawOffers = (count: number): string => {
      const [field] = listFields(documentWith({ tags }, { rules_applied: rules.slice(0, count) })).filter(
        ({ name }) => name === 'tags',
      );
      return field === undefined
        ? ''
        : drawView(<Choices field={field} isPending={false} onChoose={ignore} />, ignore).words.trim();
    };
    expect(drawOffers(2)).toBe('Not for this document: Bills Not for this document: Office');
    expect(drawOffers(1)).toBe('Not for this document');
  });

  it('name the page without a button if no page is shown, or not that one', () => {
    for (const pages of [0, 1]) {
      const { html, words } = draw(documentWith({ number }), { pages });
      expect(words).toContain('96 % sure Page 2');
      expect(listControls(html)).toEqual([]);
    }
  });

  it('can be edited, confirmed, replaced by another found value, and added', () => {
    const due_date = findingOf('2026-11-18', 0.68, { alternatives: ['2026-11-25'] });
    const { html } = draw(documentWith({ number, due_date }, { unsure_fields: ['date', 'due_date'] }), { editing: EDITING });
    const names = listControls(html);
    expect(names).toEqual(
      expect.arrayContaining([
        'Edit number: 318',
        'Add sender. None now',
        'Edit due date: Nov 18, 2026',
        'Confirm due date',
        'Use Nov 25, 2026 as due date',
        'Leave empty: date',
      ]),
    );
    expect(names).not.toContain('Confirm number');
  });

  it('say who corrected a value, what was found, and how to set it back', () => {
    const sender = findingOf('ACME', 0.7, { value: 'ACME Ltd', sure: true, corrected_by: operator.id });
    const { html, words } = draw(documentWith({ sender }), { editing: EDITING });
    expect(words).toContain('Corrected by you');
    expect(words).toContain('Found: ACME');
    expect(listControls(html)).toContain('Set back sender to ACME');
    const confirmed = draw(documentWith({ sender: { ...sender, value: 'ACME' } }), { editing: EDITING });
    expect(confirmed.words).toContain('Confirmed by you');
    expect(listControls(confirmed.html)).not.toContain('Set back sender to ACME');
  });

  it('show tags one by one, under one name', () => {
    const tags = { ...nothingFound, value: ['office', 'power'], found: ['office', 'power'] };
    const { html, words } = draw(documentWith({ tags }), { editing: EDITING });
    expect(words).toContain('Tags office power');
    expect(html.match(/class="field-tag"/gu)).toHaveLength(2);
    expect(listControls(html)).toContain('Edit tags: office power');
  });

  it('are only shown to viewers, in documents of earlier, and while the server refuses corrections', () => {
    for (const drawing of [{ editing: EDITING, me: viewer }, {}]) {
      const { html, words } = draw(documentWith({ number, amount }), drawing);
      expect(listControls(html)).toEqual(['Show number on page 2', 'Show amount on page 2']);
      expect(words).not.toContain('Sender');
    }
    expect(listControls(draw(documentWith({ number }, { allowed_actions: [] }), { editing: EDITING }).html)).toHaveLength(1);
  });

  it('keep what a person types, in an input of its kind', () => {
    const drafts = {
      sender: { typed: 'ACME Ltd', before: 'ACME' },
      language: { typed: 'de', before: 'de' },
      tags: { typed: ['office'], before: [] },
    };
    const { html, words } = draw(documentWith({ sender: findingOf('ACME', 0.7) }), { editing: { ...EDITING, drafts } });
    expect(html).toContain('value="ACME Ltd"');
    expect(html).toContain('<option value="de" selected');
    expect(listControls(html)).toContain('Remove office');
    expect(words).toContain('Save Cancel');
  });

  it('say that a person has accepted the document', () => {
    const { words } = draw(documentWith({ amount }, { accepted_by: operator.id }));
    expect(words).toContain('Accepted as reviewed by you');
    expect(words).not.toContain('Please check');
  });

  it('say how much text there is, how reliable it is, and where the document is filed', () => {
    const { words } = draw({
      ...documentWith({}),
      metadata: null,
      text: { characters: 1_200, pages_ocr: 1, confidence: 71.4, pages_poor: 1 },
      storage: { folder: '2026/ACME', name: 'Invoice 318.pdf' },
    });
    expect(words).toContain('1,200 characters of text · 1 page recognized from images · confidence 71 % · 1 hard to read');
    expect(words).toContain('Filed as 2026/ACME/Invoice 318.pdf');
  });

  it('name the outputs that the document goes to, until they have it', () => {
    const storage = { folder: '', name: 'Invoice 318.pdf' };
    const output = (id: string, status: Output['status']): Output => ({ id, target_type: 'webdav', status }) as Output;
    const drawOutputs = (...outputs: readonly Output[]): string => draw(documentWith({ number }, { storage, outputs })).words;
    const waiting = [output('paperless', 'PENDING'), output('archive', 'FAILED')];
    expect(drawOutputs(...waiting, output('mine', 'UPLOADED'))).toContain('Goes to paperless and archive as Invoice 318.pdf');
    expect(drawOutputs(output('mine', 'UPLOADED'), output('off', 'SKIPPED'))).toContain('Filed as Invoice 318.pdf');
  });

  it('are not shown before anything is known', () => {
    expect(draw({ ...documentWith({}), metadata: null }).html).toBe('');
  });
});
