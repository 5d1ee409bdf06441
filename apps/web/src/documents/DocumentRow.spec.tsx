import { createMemoryHistory, createRootRoute, createRouter, RouterContextProvider } from '@tanstack/react-router';
import type { Document } from '@throughline/api-client';
import { drawView, type DrawnView } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { DocumentRow } from './DocumentRow.js';
import { documentWith, findingOf } from './fields/testing/documents.js';

const names = text.documentView.fields.names;
const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });

const REST = {
  status: 'completed',
  label: null,
  has_errors: false,
  unsure: false,
  needs_review: false,
  on_pause: false,
  pause_reason: null,
  failed: false,
  failed_reason: null,
  deleted_at: null,
  duplicate_of: null,
  created_at: '2026-02-05T10:00:00.000Z',
  upload_summary: { unconfirmed: 0, follow_ups_failed: 0 } as Document['upload_summary'],
  waiting_for: [],
  steps: [],
  outputs: [],
  tags: ['office'],
  run: null,
  text: { pages: 2 } as Document['text'],
  previews: {
    state: 'ready',
    poster_url: null,
    peaks_url: null,
    page_url: '/page.jpg',
    file_sha256: null,
    sprites_url: null,
    sprites_index_url: null,
    web_url: null,
    web_media_type: null,
    web_state: null,
  },
} as const satisfies Partial<Document>;

const draw = (document: Document): DrawnView =>
  drawView(
    <RouterContextProvider router={router}>
      <DocumentRow item={document} isCurrent={false} isSelected={false} kind={undefined} />
    </RouterContextProvider>,
    () => undefined,
  );

describe('a row of the list of documents', () => {
  const found = {
    sender: findingOf('Linden', 0.95),
    type: findingOf('invoice', 0.95),
    date: findingOf('2026-10-12', 0.95),
    amount: { ...findingOf('214.60', 0.95), currency: 'EUR' },
    due_date: findingOf('2026-10-26', 0.5),
  };

  it('has the picture of the first page, the sender, type, dates, amount and tags', () => {
    const { html, words } = draw(documentWith(found, REST));
    expect(html).toContain('src="/page.jpg"');
    for (const phrase of [
      `${names.sender}: Linden`,
      `${names.type}: invoice`,
      `${names.date}: Oct 12, 2026`,
      `${names.amount}: 214.60 EUR`,
      'office',
      text.itemList.pages(2),
    ])
      expect(words).toContain(phrase);
  });

  it('marks values that a person should check, for eyes and for screen readers', () => {
    const { html, words } = draw(documentWith(found, { ...REST, unsure: true, unsure_fields: ['due_date', 'sender'] }));
    expect(html.match(/value-to-check/g)).toHaveLength(2);
    expect(words).toContain(`${names.due_date}: Oct 26, 2026 (${text.document.toCheck})`);
    expect(draw(documentWith(found, { ...REST, accepted_by: '1' })).html).not.toContain('value-to-check');
  });

  it('has no values before they were searched for, and says what keeps the document from going on', () => {
    const document = { ...documentWith({}, { ...REST, status: 'failed', failed: true, failed_reason: 'The file is empty' }) };
    const { html, words } = draw({ ...document, metadata: null, text: null });
    expect(words).toContain('The file is empty');
    expect(words).not.toContain(`${names.sender}:`);
    expect(html).toContain('href="/documents/d1"');
  });

  it('shows the steps only while they run', () => {
    const summary = { main: { success: 3, pending: 5 }, uploads: {} } as unknown as Document['summary'];
    const steps = text.document.mainDone(3, 8);
    expect(draw(documentWith(found, { ...REST, summary })).words).not.toContain(steps);
    const run = { active: true, steps: [] } as unknown as Document['run'];
    expect(
      draw(documentWith(found, { ...REST, status: 'processing', summary, run, eta: null, eta_reason: null })).words,
    ).toContain(steps);
    const paused = { ...REST, status: 'processing', summary, run, on_pause: true, pause_reason: 'Wait for Ann' } as const;
    const { words } = draw(documentWith(found, paused));
    expect(words).toContain('Wait for Ann');
    expect(words).not.toContain(steps);
  });
});
