import { QueryClient } from '@tanstack/react-query';
import { readListsAgain } from './read-lists-again.js';

describe('lists that are read again', () => {
  const client = new QueryClient();
  const keys = [
    ['items', {}],
    ['items', 'counts', {}],
    ['documents', {}],
    ['recording', '1'],
    ['review', 'count'],
  ];
  const listInvalidated = (): readonly unknown[] =>
    client
      .getQueryCache()
      .getAll()
      .filter(({ state }) => state.isInvalidated)
      .map(({ queryKey }) => queryKey);
  beforeEach(() => {
    client.clear();
    for (const key of keys) client.setQueryData(key, key[0]);
  });

  it('are those of all kinds, with their counts', async () => {
    await readListsAgain(client);
    expect(listInvalidated()).toEqual(keys.slice(0, 3));
  });

  it('can be some of them', async () => {
    await readListsAgain(client, (data) => data === 'documents');
    expect(listInvalidated()).toEqual([['documents', {}]]);
  });
});
