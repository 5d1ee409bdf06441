import { drawView } from '../testing/draw-view.js';
import type { ItemsSearch } from './items-search.js';
import { MAX_VIEWS, SavedViews as ViewStore, type SavedView } from './saved-views.js';
import { SavedViews } from './SavedViews.js';
import { text } from '../texts/text.js';

const words = text.itemList.saved;
const ignore = (): void => undefined;

const draw = (views: readonly SavedView[], search: ItemsSearch): string => {
  const store = new ViewStore({ getItem: () => JSON.stringify(views), setItem: ignore });
  return drawView(<SavedViews search={search} onShow={ignore} store={store} />, ignore).html;
};
const failed: SavedView = { name: 'Failed talks', search: { state: 'failed' } };

describe('the saved views above the list', () => {
  it('are not there until there is something to save', () => {
    expect(draw([], {})).toBe('');
    expect(draw([], { state: 'failed' })).toContain(words.save);
  });

  it('mark the one that the list shows, instead of an offer to save it', () => {
    const html = draw([failed], failed.search);
    expect(html).toMatch(/aria-pressed="true"[^>]*>Failed talks/u);
    expect(html).not.toContain(words.save);
  });

  it('stay beside another filter, which can be saved until there are too many', () => {
    const html = draw([failed], { state: 'ready' });
    expect(html).toMatch(/aria-pressed="false"[^>]*>Failed talks/u);
    expect(html).toContain(words.save);
    const many = Array.from({ length: MAX_VIEWS }, (_, index) => ({ ...failed, name: String(index) }));
    expect(draw(many, { state: 'ready' })).not.toContain(words.save);
  });
});
