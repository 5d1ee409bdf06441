import { createMemoryHistory, createRootRoute, createRouter, RouterContextProvider } from '@tanstack/react-router';
import { itemsQuery } from '../../list/items-api.js';
import { drawView } from '../../testing/draw-view.js';
import { text } from '../../texts/text.js';
import { AttentionWay } from './AttentionWay.js';
import { mayNeedAttention } from './neighbours.js';

const words = text.recording.attention.way;
/** The way back to the list. */
const LIST = '/?state=attention';
const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });

const items = [
  { id: 'a', kind: 'recording' },
  { id: 'b', kind: 'document' },
  { id: 'c', kind: 'session' },
];

function draw(id: string, listed: readonly unknown[] = items, cursor: string | null = null) {
  const { html, words: shown } = drawView(
    <RouterContextProvider router={router}>
      <AttentionWay id={id} />
    </RouterContextProvider>,
    (client) => {
      const queryKey: readonly unknown[] = itemsQuery({ state: 'attention' }).queryKey;
      client.setQueryData(queryKey, { pages: [{ items: listed, next_cursor: cursor }], pageParams: [''] });
    },
  );
  return { links: [...html.matchAll(/href="([^"]*)"/gu)].map(([, to]) => to), shown: shown.trim() };
}

describe('the way through the items that need attention', () => {
  it('leads to the items beside this one, of any kind', () => {
    const { links, shown } = draw('b');
    expect(links).toEqual([LIST, '/recordings/a', '/sessions/c']);
    expect(shown).toBe(`2 of 3 ${words.previous} ${words.next}`);
  });

  it('goes on from one end of the list to the other', () => {
    expect(draw('a').links).toEqual([LIST, '/sessions/c', '/documents/b']);
    expect(draw('c').links).toEqual([LIST, '/documents/b', '/recordings/a']);
  });

  it('claims no end and no number of a list that it has read in part', () => {
    expect(draw('c', items, 'more')).toEqual({ links: [LIST, '/documents/b'], shown: `3 of 3+ ${words.previous}` });
    expect(draw('a', items, 'more')).toEqual({ links: [LIST, '/documents/b'], shown: `1 of 3+ ${words.next}` });
  });

  it('is absent for an item that is not in the list, or alone in it', () => {
    expect(draw('d')).toEqual({ links: [], shown: '' });
    expect(draw('a', items.slice(0, 1))).toEqual({ links: [], shown: '' });
  });

  it('reads the list for no item that needs nobody', () => {
    expect(['failed', 'partial', 'to_review'].every((state) => mayNeedAttention({ state }))).toBe(true);
    expect(['ready', 'in_progress', 'deleted'].some((state) => mayNeedAttention({ state }))).toBe(false);
  });
});
