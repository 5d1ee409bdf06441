import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { CurrentUser } from '@throughline/api-client';
import { renderToString } from 'react-dom/server';
import { wholeListOf } from '../bulk/bulk-api.js';
import { ALL_SELECTED, NOTHING_SELECTED, toggle } from '../bulk/selection.js';
import { SelectionBar } from '../bulk/SelectionBar.js';
import { text } from '../texts/text.js';
import { drawView, operator, viewer } from '../testing/draw-view.js';
import type { ItemList, ListItem } from './item-list.js';
import type { ItemsSearch } from './items-search.js';
import { SelectableItems } from './SelectableItems.js';

const nothing = (): void => undefined;

const LIST: ItemList<ListItem> = {
  useItems: () => {
    throw new Error('the items are given');
  },
  titleOf: ({ id }) => id,
  Head: () => <p>head</p>,
  Row: ({ item, isSelected }) => `${item.id} ${String(isSelected)}`,
  rowClass: 'row',
  rowPx: 56,
  isMeasured: false,
};

/** Draws the list of a kind. */
const draw = (kind: ItemsSearch['kind'], me: CurrentUser): string =>
  drawView(
    <SelectableItems
      title="Items"
      list={LIST}
      search={kind === undefined ? {} : { kind }}
      items={[]}
      total={2}
      isLoadingMore={false}
      onSort={nothing}
      onMore={undefined}
    />,
    nothing,
    me,
  ).words;

const drawBar = (areDeleted: boolean, selection = ALL_SELECTED): string => {
  const list = {
    selection,
    rows: { current: null },
    select: nothing,
    selectAll: nothing,
    clear: nothing,
    onKeyDown: nothing,
    onClick: nothing,
  };
  return renderToString(
    <QueryClientProvider client={new QueryClient()}>
      <SelectionBar whole={wholeListOf('documents', {}, areDeleted)} total={2} list={list} />
    </QueryClientProvider>,
  );
};

describe('the rows of a list', () => {
  it('are selected in a list of one kind, which says so to people who may change items', () => {
    expect(draw(undefined, operator)).toContain(text.itemList.selectHint);
    expect(draw('document', operator)).not.toContain(text.itemList.selectHint);
    expect(draw(undefined, viewer)).not.toContain(text.itemList.selectHint);
  });

  it('offer all that match while some are selected', () => {
    const some = drawBar(false, toggle(NOTHING_SELECTED, 'a', ['a', 'b']));
    expect(some).toContain(text.bulk.selected(1));
    expect(some).toContain(text.bulk.selectAll(2));
    expect(drawBar(false)).not.toContain(text.bulk.selectAll(2));
  });

  it.each([
    ['present', false, ['Run', 'Delete'], ['Restore']],
    ['deleted', true, ['Restore'], ['Run', 'Delete']],
  ])('have the actions of %s items', (_, areDeleted, shown, absent) => {
    const html = drawBar(areDeleted);
    for (const name of shown) expect(html).toContain(`>${name}<`);
    for (const name of absent) expect(html).not.toContain(`>${name}<`);
  });
});
