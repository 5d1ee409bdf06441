import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { CurrentUser } from '@throughline/api-client';
import { renderToString } from 'react-dom/server';
import { NO_FILTER } from '../api/list-filter.js';
import { meQuery } from '../api/me.js';
import { ALL_SELECTED, NOTHING_SELECTED, toggle } from '../bulk/selection.js';
import { SelectionBar } from '../bulk/SelectionBar.js';
import { text } from '../texts/text.js';
import { SelectableRows } from './SelectableRows.js';

/** Draws two rows. Each shows whether it is selected. */
function draw(scopes: readonly string[]): string {
  const client = new QueryClient();
  client.setQueryData(meQuery.queryKey, { scopes } as unknown as CurrentUser);
  return renderToString(
    <QueryClientProvider client={client}>
      <SelectableRows kind="documents" label="Documents" filter={NO_FILTER} items={[{ id: 'a' }, { id: 'b' }]} total={2}>
        {({ id }, isSelected) => <li key={id}>{`${id} ${String(isSelected)}`}</li>}
      </SelectableRows>
    </QueryClientProvider>,
  );
}

const drawBar = (view: string, isWhole = true): string => {
  const nothing = (): void => undefined;
  const list = {
    selection: isWhole ? ALL_SELECTED : toggle(NOTHING_SELECTED, 'a', ['a', 'b']),
    rows: { current: null },
    select: nothing,
    selectAll: nothing,
    clear: nothing,
    onKeyDown: nothing,
    onClick: nothing,
  };
  return renderToString(
    <QueryClientProvider client={new QueryClient()}>
      <SelectionBar kind="documents" filter={{ ...NO_FILTER, view }} total={2} list={list} isWhole={isWhole} />
    </QueryClientProvider>,
  );
};

describe('the rows of a list', () => {
  it('can be selected by people who may change items', () => {
    expect(draw(['read', 'write'])).toMatch(/a false.*b false/);
  });

  it('have no selection for viewers', () => {
    expect(draw(['read'])).toMatch(/a undefined.*b undefined/);
  });

  it('offer all that match only in lists whose filters bulk commands know', () => {
    expect(drawBar('all', false)).toContain(text.bulk.selected(1));
    expect(drawBar('all', false)).not.toContain(text.bulk.selectAll(2));
  });

  it.each([
    ['all', ['Run', 'Delete'], ['Restore']],
    ['deleted', ['Restore'], ['Run', 'Delete']],
  ])('have the actions of the view %s', (view, shown, absent) => {
    const html = drawBar(view);
    for (const name of shown) expect(html).toContain(`>${name}<`);
    for (const name of absent) expect(html).not.toContain(`>${name}<`);
  });
});
