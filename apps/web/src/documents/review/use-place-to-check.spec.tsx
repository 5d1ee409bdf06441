import type { Document } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { drawView } from '../../testing/draw-view.js';
import { documentWith, findingOf } from '../fields/testing/documents.js';
import { usePlaceToCheck } from './use-place-to-check.js';

function Places({ document }: { readonly document: Document }): ReactElement {
  const { marked, wanted } = usePlaceToCheck(document);
  return <p>{[marked, wanted].map((place) => `page ${String(place?.page)} from ${String(place?.start)}`).join(', ')}</p>;
}

describe('the place in a document to review', () => {
  it('is that of the first value to check, also on a later page', () => {
    const sender = findingOf('ACME', 0.96, { page: 1, start: 0, end: 4 });
    const amount = findingOf('1.00', 0.7, { page: 3, start: 7, end: 11 });
    const draw = (document: Document): string => drawView(<Places document={document} />, () => undefined).words;
    expect(draw(documentWith({ sender, amount }))).toContain('page 3 from 7, page 3 from 7');
    expect(draw(documentWith({ sender }))).toContain('page undefined from undefined, page undefined from undefined');
  });
});
