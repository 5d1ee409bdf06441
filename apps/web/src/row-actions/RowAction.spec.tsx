import { createMemoryHistory, createRootRoute, createRouter, RouterContextProvider } from '@tanstack/react-router';
import type { ListedItem } from '@throughline/api-client';
import { drawView, operator, viewer } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { RowAction } from './RowAction.js';

const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });
const words = text.itemList;

const draw = (change: Partial<ListedItem>, me = operator): string =>
  drawView(
    <RouterContextProvider router={router}>
      <RowAction
        item={{ id: '1', kind: 'document', state: 'ready', values_to_check: 2, can_retry: false, ...change } as ListedItem}
        title="Invoice"
        isInTabOrder={false}
      />
    </RouterContextProvider>,
    () => undefined,
    me,
  ).html;

describe('the action of a row', () => {
  it.each<[string, string, Partial<ListedItem>]>([
    [words.rowActions.review, '/review?from=1', {}],
    [words.rowActions.confirm, '/documents/1#attention-title', { state: 'unconfirmed' }],
  ])('%s leads people who may change items to %s', (action, address, change) => {
    const html = draw(change);
    expect(html).toContain(`aria-label="${words.rowAction(action, 'Invoice')}"`);
    expect(html.replaceAll('%22', '')).toContain(`href="${address}"`);
    expect(html).toContain('tabindex="-1"');
    expect(draw(change, viewer)).toBe('');
  });

  it('is absent if nothing has to be done', () => {
    expect(draw({ values_to_check: 0 })).toBe('');
  });
});
