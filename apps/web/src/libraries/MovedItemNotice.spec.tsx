import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterContextProvider } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { meQuery } from '../api/me.js';
import { createPageRouter } from '../routes.js';
import { operator } from '../testing/draw-view.js';
import { UploadsProvider } from '../upload/UploadsProvider.js';
import { MovedItemNotice } from './MovedItemNotice.js';
import { rememberMove, useMovedItem } from './moved-items.js';

const draw = (view: ReactElement, client: QueryClient): string =>
  renderToString(
    <QueryClientProvider client={client}>
      <RouterContextProvider router={createPageRouter()} history={createMemoryHistory()}>
        <UploadsProvider>{view}</UploadsProvider>
      </RouterContextProvider>
    </QueryClientProvider>,
  ).replaceAll(/<!--.*?-->/g, '');
const to = (library_id: string) => ({ action: { action: 'transfer' }, input: { library_id } }) as const;
function Page({ id }: { readonly id: string }): ReactElement {
  const moved = useMovedItem(id);
  return moved === undefined ? <p>The item</p> : <MovedItemNotice moved={moved} list="/recordings" />;
}
const clientOf = (): QueryClient => {
  const client = new QueryClient();
  const choir = { id: '2', name: 'Choir', personal: false, role: 'operator' } as const;
  client.setQueryData(meQuery.queryKey, { ...operator, libraries: [operator.library, choir] });
  return client;
};

describe('the page of an item that the user has moved', () => {
  it('names the library that has it, and leads there and back to the list', () => {
    const client = clientOf();
    rememberMove(client, { id: 'R', title: 'A talk' }, to('2'));
    const html = draw(<Page id="R" />, client);
    expect(html).toContain('<h1>A talk was moved</h1>');
    expect(html).toContain('It is in the library Choir now.');
    expect(html).toMatch(/<button[^>]*>Switch to Choir/);
    expect(html).toMatch(/<a[^>]*href="\/recordings"[^>]*>Back to the list/);
  });

  it('says nothing of the kind about other items', () => {
    const client = clientOf();
    rememberMove(client, { id: 'R', title: 'A talk' }, to('unknown'));
    rememberMove(client, { id: 'R', title: 'A talk' }, { action: { action: 'pause' } });
    rememberMove(client, { id: 'S', title: 'A talk' }, to('2'));
    expect(draw(<Page id="R" />, client)).toBe('<p>The item</p>');
  });
});
