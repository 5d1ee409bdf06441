import type { Document } from '@throughline/api-types';
import { renderToString } from 'react-dom/server';
import { DocumentFindings } from './DocumentFindings.js';

const place = { page: 2, start: 10, end: 20 };
const wordsOf = (html: string): string => html.replaceAll(/<!--.*?-->|<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
const draw = (metadata: Document['metadata']): string =>
  wordsOf(renderToString(<DocumentFindings document={{ metadata, text: null, storage: null } as unknown as Document} />));

describe('the findings of a document', () => {
  it('show the facts of an invoice with their page, and mark those that may be wrong', () => {
    const shown = draw({
      engine: 'local',
      title: 'Invoice 318',
      invoice: {
        number: { value: '318', confidence: 0.96, sure: true, ...place },
        amount: { value: '1234.56', currency: 'EUR', confidence: 0.7, sure: false, ...place },
      },
    });
    expect(shown).toContain('Number 318 page 2 Amount 1234.56 EUR page 2 · not sure');
    expect(shown).not.toContain('Due');
  });

  it('show no invoice for other documents', () => {
    expect(draw({ engine: 'local', title: 'Minutes' })).not.toContain('Invoice');
  });
});
