import type { Source } from '@throughline/api-client';
import { sourcesQuery } from '../api/sources.js';
import { drawView } from '../testing/draw-view.js';
import { toMatchingDraft } from './matching-draft.js';
import { MatchingFields } from './MatchingFields.js';

const source = (id: number, name: string, brings: Source['brings'] = 'recording'): Source =>
  ({ id, name, brings }) as unknown as Source;
const SOURCES = [source(2, 'Lecture hall'), source(3, 'Lab'), source(4, 'Letters', 'document')];

const draw = (chosen: readonly number[], sources = SOURCES): string =>
  drawView(<MatchingFields draft={toMatchingDraft({ source_ids: chosen })} onChange={() => undefined} />, (client) => {
    client.setQueryData(sourcesQuery.queryKey, sources);
  }).html;
const checkedIn = (html: string): readonly unknown[] =>
  [...html.matchAll(/<input type="checkbox" checked=""\/>([^<]*)/g)].map(([, name]) => name);

describe('the conditions of a template on the page', () => {
  it('offer the sources of recordings, and show the chosen ones', () => {
    const html = draw([3]);
    expect(html).toContain('Lecture hall');
    expect(html).not.toContain('Letters');
    expect(checkedIn(html)).toEqual(['Lab']);
  });

  it('keep a chosen source that was deleted, and offer none without sources', () => {
    expect(checkedIn(draw([3, 9]))).toEqual(['Lab', 'A deleted source (number 9)']);
    expect(draw([], [])).not.toContain('checkbox');
  });
});
