import { createMemoryHistory, RouterContextProvider } from '@tanstack/react-router';
import type { ComparedItem, DuplicateGroup } from '@throughline/api-client';
import { createPageRouter } from '../../routes.js';
import { drawView, listControls, operator, viewer } from '../../testing/draw-view.js';
import { settingsText } from '../../texts/settings-text.js';
import { Group } from './Group.js';
import { TextState } from './TextState.js';
import type { Decisions } from './use-decisions.js';

const words = settingsText.duplicates;

const item = (id: string, pages: number): ComparedItem => ({
  id,
  kind: 'document',
  title: `Scan ${id}`,
  file_name: null,
  sender: 'ACME',
  date: '2026-10-12',
  number: null,
  amount: '42.00',
  currency: 'EUR',
  size: 8_700,
  page_count: pages,
  duration_seconds: null,
  tags: [],
  delivered_to: [],
  source: { kind: 'upload', source_id: null },
  thumbnail_url: null,
  created_at: '2026-02-05T10:00:00.000Z',
});
const ignore = (): void => undefined;
const decisions: Decisions = { last: undefined, isPending: false, error: null, remove: ignore, keep: ignore, undo: ignore };

function draw(items: readonly ComparedItem[], more: Partial<DuplicateGroup> = {}, me = operator) {
  const group: DuplicateGroup = {
    id: 'one',
    kind: 'document',
    reason: 'same_amount',
    items,
    item_count: items.length,
    likeness: null,
    ...more,
  };
  const view = drawView(
    <RouterContextProvider router={createPageRouter()} history={createMemoryHistory()}>
      <Group group={group} decisions={decisions} />
    </RouterContextProvider>,
    ignore,
    me,
  );
  return { ...view, actions: listControls(view.html).map((name) => String(name).split(':')[0]) };
}

describe('a group of items that look the same', () => {
  it('says why, what differs, and marks it', () => {
    const { words: shown, html } = draw([item('a', 1), item('b', 2)]);
    expect(shown).toContain(words.reasons.same_amount);
    expect(shown).toContain(words.differ([words.values.pages]));
    expect([...html.matchAll(/<mark>([^<]*)<\/mark>/g)].map(([, value]) => value)).toEqual(['1', '2']);
    expect(draw([item('a', 1), item('b', 1)]).words).toContain(words.nothingDiffers);
  });

  it('says how alike similar texts are', () => {
    const { words: shown } = draw([item('a', 1), item('b', 1)], { reason: 'similar_text', likeness: 93 });
    expect(shown).toContain(words.reasons.similar_text);
    expect(shown).toContain(words.likeness(93));
  });

  it('says nothing about likeness or texts that an older gateway does not know', () => {
    const unknown = undefined as never;
    const { words: shown } = draw([item('a', 1), item('b', 1)], { likeness: unknown });
    expect(shown).not.toContain('%');
    expect(drawView(<TextState state={unknown} />, ignore, operator).html).not.toContain('<p');
    expect(drawView(<TextState state="current" />, ignore, operator).html).not.toContain('<p');
    expect(drawView(<TextState state="behind" />, ignore, operator).words).toContain(words.textStates.behind);
  });

  it('offers to keep one of two, or both', () => {
    const { actions, words: shown } = draw([item('a', 1), item('b', 2)]);
    expect(actions).toEqual([words.keepOne, words.keepOne]);
    expect(shown).toContain(words.keepAll(2));
  });

  it('offers to keep only one of several, or to delete one', () => {
    const { actions, words: shown } = draw([item('a', 1), item('b', 2), item('c', 2)]);
    expect(actions.slice(0, 2)).toEqual([words.keepOnly, words.remove]);
    expect(shown).toContain(words.keepAll(3));
  });

  it('never offers to delete items that it does not show', () => {
    const { actions, words: shown } = draw([item('a', 1), item('b', 2), item('c', 2)], { item_count: 60 });
    expect(new Set(actions)).toEqual(new Set([words.remove]));
    expect(shown).toContain(words.more(57));
    expect(draw([item('a', 1), item('b', 2)], { item_count: 60 }).actions).toEqual([]);
  });

  it('offers nothing to viewers', () => {
    const { html } = draw([item('a', 1), item('b', 2)], {}, viewer);
    expect(html).not.toContain('<button');
  });
});
