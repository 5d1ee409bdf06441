import { createMemoryHistory, createRootRoute, createRouter, RouterContextProvider } from '@tanstack/react-router';
import type { Document } from '@throughline/api-types';
import { shownDocuments } from '../../documents/documents-api.js';
import { drawView } from '../../testing/draw-view.js';
import { text } from '../../texts/text.js';
import { Details } from './Details.js';

const words = text.recording.details;
const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });

const DOCUMENT = {
  id: 'a',
  revision: '1',
  title: 'Lease',
  description: null,
  tags: ['office'],
  allowed_actions: [{ action: 'describe', target: null, allowed: true, reason: null, code: null, try_instead: null }],
} as unknown as Document;

const draw = (isTitleElsewhere?: boolean): string =>
  drawView(
    <RouterContextProvider router={router}>
      <Details item={DOCUMENT} cache={shownDocuments} {...(isTitleElsewhere === undefined ? {} : { isTitleElsewhere })} />
    </RouterContextProvider>,
    () => undefined,
  ).html;

describe('the form of the title, description and tags', () => {
  it('has only the description if title and tags are edited in another place of the page', () => {
    expect(draw()).toContain('value="Lease"');
    expect(draw()).toContain(words.addTag);
    const short = draw(true);
    expect(short).toContain(words.description);
    expect(short).not.toContain('Lease');
    expect(short).not.toContain(words.addTag);
  });
});
