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

  it('mark no column for an order that none of them has', () => {
    expect(draw('-updated_at')).not.toContain('aria-pressed="true"');
    expect(draw('title')).toMatch(/aria-label="Title, sorted: Title" aria-pressed="true"/u);
  });
});
