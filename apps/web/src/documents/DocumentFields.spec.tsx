import type { Document } from '@throughline/api-types';
import { drawView, listControls } from '../testing/draw-view.js';
import { DocumentFields } from './DocumentFields.js';
import type { PlaceState } from './pages/use-place.js';

const place = { page: 2, start: 10, end: 20 };
const number = { value: '318', confidence: 0.96, sure: true, ...place };
const amount = { value: '1234.56', currency: 'EUR', confidence: 0.7, sure: false, ...place };
const PLACES: PlaceState = { marked: undefined, wanted: undefined, onMark: () => undefined, onShow: () => undefined };

const draw = (part: Partial<Document>, arePagesShown = true) => {
  const document = {
    title: 'Invoice 318',
    metadata: null,
    text: null,
    storage: null,
    expired_at: null,
    erased_at: null,
    ...part,
  };
  return drawView(<DocumentFields document={document as Document} place={arePagesShown ? PLACES : undefined} />, () => undefined);
};

describe('the extracted details of a document', () => {
  it('have their confidence, and a button for their place', () => {
    const { html, words } = draw({ metadata: { engine: 'local', invoice: { number, amount } } });
    expect(words).toContain('Number 318 96 % sure Page 2');
    expect(words).toContain('Amount 1234.56 EUR 70 % – not sure Page 2');
    expect(listControls(html)).toEqual(['Show number on page 2', 'Show amount on page 2']);
  });

  it('name the values to check, and where the values come from', () => {
    const { words } = draw({ metadata: { engine: 'chat', model: 'qwen', invoice: { number, amount } } });
    expect(words).toContain('Please check: amount. Found by qwen.');
    expect(draw({ metadata: { engine: 'local', type: 'letter' } }).words).not.toContain('Please check');
  });

  it('name the page without a button if no page is shown', () => {
    const { html, words } = draw({ metadata: { invoice: { number } } }, false);
    expect(words).toContain('96 % sure Page 2');
    expect(listControls(html)).toEqual([]);
  });

  it('say how much text there is, how reliable it is, and where the document is filed', () => {
    const { words } = draw({
      text: { characters: 1_200, pages_ocr: 1, confidence: 71.4, pages_poor: 1 },
      storage: { folder: '2026/ACME', name: 'Invoice 318.pdf' },
    });
    expect(words).toContain('1,200 characters of text · 1 page recognized from images · confidence 71 % · 1 hard to read');
    expect(words).toContain('Filed as 2026/ACME/Invoice 318.pdf');
  });

  it('are not shown before anything is known', () => {
    expect(draw({}).html).toBe('');
  });
});
