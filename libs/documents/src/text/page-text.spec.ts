import { isPoor, type PageText } from './page-text.js';

describe('isPoor', () => {
  it.each<[string, Pick<PageText, 'source' | 'confidence'>, boolean]>([
    ['a good scan', { source: 'ocr', confidence: 94 }, false],
    ['a noisy receipt', { source: 'ocr', confidence: 62 }, true],
    ['an unreadable page', { source: 'hopeless', confidence: 30 }, false],
    ['text from the document itself', { source: 'layer' }, false],
    ['a page of an engine without confidence', { source: 'ocr' }, false],
  ])('decides by the confidence: %s', (_, page, poor) => {
    expect(isPoor(page)).toBe(poor);
  });
});
