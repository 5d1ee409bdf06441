import { drawView } from '../../testing/draw-view.js';
import { ZoomTools } from './PageTools.js';
import { PdfPages } from './PdfPages.js';
import { ignore, NO_PLACE } from './testing/no-place.js';
import type { OpenPdf } from './use-pdf.js';

const draw = (numPages: number) => {
  const pdf = { file: { numPages } } as unknown as OpenPdf;
  return drawView(<PdfPages pdf={pdf} textFile={undefined} place={NO_PLACE} onRetry={ignore} />, ignore);
};
const countRows = (html: string): number => html.split('<li').length - 1;

describe('the small images of the pages', () => {
  it('exist only while they are visible', () => {
    const { html, words } = draw(20_000);
    expect(html).toContain('aria-label="All pages"');
    expect(countRows(html)).toBeLessThan(50);
    expect(words).toContain('1 of 20000');
  });

  it('are left out if a file states more pages than a list can have', () => {
    const { html, words } = draw(1_000_000_000);
    expect(html).not.toContain('aria-label="All pages"');
    expect(words).toContain('1 of 1000000000');
  });
});

describe('the zoom', () => {
  it('has its visible text in its name', () => {
    const { html } = drawView(<ZoomTools zoom={75} onIn={ignore} onOut={ignore} onFit={ignore} onTurn={ignore} />, ignore);
    expect(html).toMatch(/aria-label="75 %: fit to the width"[^>]*>75 %</u);
  });
});
