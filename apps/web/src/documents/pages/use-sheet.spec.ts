import type { PDFPageProxy } from './pdf-library.js';
import { chooseText, isDrawnNow } from './use-sheet.js';

const [page, other] = [{}, {}] as unknown as readonly [PDFPageProxy, PDFPageProxy];
const drawn = { number: 1, page, turn: 0 };
const [old, laid] = [
  { page: other, turn: 0 },
  { page, turn: 0 },
];

describe('the image of a page', () => {
  it('is old while another page or another turn is wanted', () => {
    expect(isDrawnNow(drawn, { number: 1, turn: 0 })).toBe(true);
    expect(isDrawnNow(drawn, { number: 2, turn: 0 })).toBe(false);
    expect(isDrawnNow(drawn, { number: 1, turn: 90 })).toBe(false);
    expect(isDrawnNow(undefined, { number: 1, turn: 0 })).toBe(false);
  });
});

describe('the text over the image', () => {
  it('comes with the image of its page, not before', () => {
    expect(chooseText(undefined, laid, undefined, false)).toBeUndefined();
    expect(chooseText(undefined, laid, { ...drawn, page: other }, true)).toBeUndefined();
    expect(chooseText(undefined, laid, drawn, true)).toBe(laid);
  });

  it('goes as soon as another page is wanted', () => {
    expect(chooseText(laid, laid, drawn, false)).toBeUndefined();
  });

  it('stays while the same page of the next file is drawn', () => {
    expect(chooseText(old, laid, { ...drawn, page: other }, true)).toBe(old);
    expect(chooseText(old, laid, drawn, true)).toBe(laid);
  });
});
