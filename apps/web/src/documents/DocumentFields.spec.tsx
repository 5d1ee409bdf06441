import type { Document } from '@throughline/api-types';
import { drawView, listControls } from '../testing/draw-view.js';
import { DocumentFields } from './DocumentFields.js';
import type { PlaceState } from './pages/use-place.js';

const place = { page: 2, start: 10, end: 20 };
const number = { value: '318', confidence: 0.96, sure: true, ...place };
const amount = { value: '1234.56', currency: 'EUR', confidence: 0.7, sure: false, ...place };
const ignore = (): void => undefined;
const PLACES: PlaceState = {
  marked: undefined,
  wanted: undefined,
  pages: 2,
  onPages: ignore,
  onPoint: ignore,
  onFocus: ignore,
  onShow: ignore,
};

type Part = Partial<Omit<Document, 'metadata'>> & { readonly metadata?: object | null };
const draw = (part: Part, pages: number | undefined = 2) => {
  const document = {
    title: 'Invoice 318',
    metadata: null,
    text: null,
    storage: null,
    expired_at: null,
    erased_at: null,
    ...part,
  };
  return drawView(<DocumentFields document={document as unknown as Document} place={{ ...PLACES, pages }} />, () => undefined);
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
    expect(words).toContain('Please check: amount. Found by rules on this server, not by a model.');
    expect(words).not.toContain('qwen');
    expect(draw({ metadata: { engine: 'local', type: 'letter' } }).words).not.toContain('Please check');
  });

  it('say which values a model found, and which the rules', () => {
    expect(draw({ metadata: { engine: 'chat', model: 'qwen', type: 'letter' } }).words).toContain('Found by qwen.');
    expect(draw({ metadata: { engine: 'chat', model: 'qwen', type: 'letter', invoice: { number } } }).words).toContain(
      'Values with a percentage were found by rules on this server, the others by qwen.',
    );
    expect(draw({ metadata: { type: 'letter' } }).words).not.toContain('ound by');
  });

  it('show both values if the rules found another one than the model', () => {
    const sender = { value: 'ACME', confidence: 0.95, sure: true, ...place };
    const { words } = draw({ metadata: { engine: 'chat', sender: 'ACME Europe', invoice: { sender } } });
    expect(words).toContain('Sender ACME Europe Sender on invoice ACME 95 % sure Page 2');
  });

  it('name the page without a button if no page is shown, or not that one', () => {
    for (const pages of [0, 1]) {
      const { html, words } = draw({ metadata: { invoice: { number } } }, pages);
      expect(words).toContain('96 % sure Page 2');
      expect(listControls(html)).toEqual([]);
    }
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
