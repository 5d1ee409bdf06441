import type { PDFDocumentProxy, PDFPageProxy } from './pdf-library.js';
import { findPage } from './use-pdf-page.js';

const [file, later] = [{}, {}] as unknown as readonly [PDFDocumentProxy, PDFDocumentProxy];
const state = { kind: 'read', page: {} as PDFPageProxy } as const;

describe('the page that is read', () => {
  it('is only the page with the number that is shown, in the file that is shown', () => {
    const answer = { file, number: 1, state };
    expect(findPage(answer, { file }, 1)).toBe(state);
    expect(findPage(answer, { file }, 2)).toEqual({ kind: 'reading' });
    expect(findPage(answer, { file: later }, 1)).toEqual({ kind: 'reading' });
    expect(findPage(undefined, { file }, 1)).toEqual({ kind: 'reading' });
  });
});
