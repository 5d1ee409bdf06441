import { drawView } from '../testing/draw-view.js';
import { ItemsHead } from './ItemsHead.js';
import type { ItemsSort } from './items-search.js';

const ignore = (): void => undefined;
const draw = (sort: ItemsSort): string => drawView(<ItemsHead sort={sort} onSort={ignore} isSelectable={false} />, ignore).html;

describe('the names of the columns', () => {
  it.each<[ItemsSort, string, string]>([
    ['-created_at', 'Added ↓', 'Oldest first'],
    ['created_at', 'Added ↑', 'Newest first'],
  ])('say which order is chosen, and offer the other one: %s', (sort, shown, next) => {
    const { html, words } = drawView(<ItemsHead sort={sort} onSort={ignore} isSelectable={false} />, ignore);
    expect(words.replaceAll(/\s+/g, ' ')).toContain(shown);
    expect(html).toContain(`title="Sort: ${next}"`);
    expect(html.match(/aria-pressed="true"/gu)).toHaveLength(1);
  });

  it('keep their name in every order, which is their description', () => {
    for (const sort of ['-created_at', 'created_at', 'title', '-updated_at'] as const)
      expect(draw(sort)).not.toContain('aria-label="Added');
    expect(draw('created_at')).toMatch(/aria-pressed="true" aria-description="Sorted: Oldest first"/u);
    expect(draw('title').match(/aria-description/gu)).toHaveLength(1);
  });

  it('mark no column for an order that none of them has', () => {
    expect(draw('-updated_at')).not.toContain('aria-pressed="true"');
    expect(draw('title')).toMatch(/aria-pressed="true" aria-description="Sorted: Title"[^>]*>Title/u);
  });
});
