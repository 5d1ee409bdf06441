import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { CurrentUser } from '@throughline/api-types';
import { renderToString } from 'react-dom/server';
import { NO_FILTER } from '../api/list-filter.js';
import { meQuery } from '../api/me.js';
import { SelectableRows } from './SelectableRows.js';

/** Draws two rows. Each shows whether it is selected. */
function draw(scopes: readonly string[], view = 'all'): string {
  const client = new QueryClient();
  client.setQueryData(meQuery.queryKey, { scopes } as unknown as CurrentUser);
  return renderToString(
    <QueryClientProvider client={client}>
      <SelectableRows
        kind="documents"
        label="Documents"
        filter={{ ...NO_FILTER, view }}
        items={[{ id: 'a' }, { id: 'b' }]}
        total={2}
      >
        {({ id }, isSelected) => <li key={id}>{`${id} ${String(isSelected)}`}</li>}
      </SelectableRows>
    </QueryClientProvider>,
  );
}

describe('the rows of a list', () => {
  it('can be selected by people who may change items', () => {
    expect(draw(['read', 'write'])).toMatch(/a false.*b false/);
  });

  it.each<[string, readonly string[], string]>([
    ['for viewers', ['read'], 'all'],
    ['among deleted items', ['read', 'write'], 'deleted'],
  ])('have no selection %s', (_, scopes, view) => {
    expect(draw(scopes, view)).toMatch(/a undefined.*b undefined/);
  });
});
