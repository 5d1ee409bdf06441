import { isPoor, type PageText } from './page-text.js';

describe('a page whose text has to be checked against its picture', () => {
  it.each<[string, Pick<PageText, 'source' | 'confidence'>, boolean]>([
    ['a good scan', { source: 'ocr', confidence: 94 }, false],
    ['a noisy receipt', { source: 'ocr', confidence: 62 }, true],
    ['a page on which nothing was made out', { source: 'hopeless', confidence: 30 }, false],
    ['text of the document itself', { source: 'layer' }, false],
    ['a page of an engine that does not say how sure it is', { source: 'ocr' }, false],
  ])('is judged by its confidence: %s', (_, page, poor) => {
    expect(isPoor(page)).toBe(poor);
  });
});
