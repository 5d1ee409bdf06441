import type { QueryClient } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterContextProvider } from '@tanstack/react-router';
import { draftItemKey } from '../drafts/DraftLinks.js';
import type { UnsavedDraft } from '../drafts/unsaved-drafts.js';
import { drawView } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { UnsavedChanges } from './SignOutDialog.js';
import { isSomethingUnsaved, type Unsaved } from './unsaved.js';

const correction: UnsavedDraft = { kind: 'correction', item: 'r1' };
const fields: UnsavedDraft = { kind: 'fields', item: 'd1' };
const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });

const draw = (unsaved: Unsaved) =>
  drawView(
    <RouterContextProvider router={router}>
      <UnsavedChanges unsaved={unsaved} onFollow={() => undefined} />
    </RouterContextProvider>,
    (client: QueryClient) => {
      client.setQueryData(draftItemKey(correction), { title: 'Tides', file_name: null, expired_at: null, erased_at: null });
    },
  );

describe('signing out with unsaved changes', () => {
  it('names each draft by its kind and its item, with a link to it', () => {
    const { html, words } = draw({ drafts: [correction, fields], losses: [] });
    expect(words).toContain(`${text.unsaved.kinds.correction}: Tides`);
    expect(html).toContain('href="/recordings/r1"');
    // The item cannot be read, because it is deleted or in another library.
    expect(words).toContain(`${text.unsaved.kinds.fields}: ${text.unsaved.otherItem}`);
    expect(html).toContain('href="/documents/d1"');
    expect(words).not.toContain(text.unsaved.losses.uploads);
  });

  it('names input that the browser does not keep, and offers to keep nothing else', () => {
    const { words } = draw({ drafts: [], losses: [text.unsaved.losses.uploads] });
    expect(words).toContain(text.unsaved.losses.uploads);
    expect(words).not.toContain(text.unsaved.kept);
  });

  it('asks nothing if nothing is unsaved', () => {
    expect(isSomethingUnsaved({ drafts: [], losses: [] })).toBe(false);
    expect(isSomethingUnsaved({ drafts: [], losses: ['Running uploads stop.'] })).toBe(true);
    expect(isSomethingUnsaved({ drafts: [fields], losses: [] })).toBe(true);
  });
});
