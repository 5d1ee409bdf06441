import { QueryClient } from '@tanstack/react-query';
import { operator } from '../testing/draw-view.js';
import { meQuery, showMe } from './me.js';

const LIST = ['recordings', {}];
const other = { ...operator, library: { id: '2', name: 'Choir', personal: false, role: 'viewer' as const } };

function open(): QueryClient {
  const client = new QueryClient();
  showMe(client, operator);
  client.setQueryData(LIST, 'of the library');
  return client;
}

const answer = (body: object): void => {
  jest
    .spyOn(globalThis, 'fetch')
    .mockResolvedValue(new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } }));
};

describe('the answers in the cache', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('are forgotten when this tab switches to another library', () => {
    const client = open();
    showMe(client, other);
    expect(client.getQueryData(LIST)).toBeUndefined();
    expect(client.getQueryData(meQuery.queryKey)).toEqual(other);
  });

  it('are forgotten when another tab has switched the library', async () => {
    const client = open();
    answer(other);
    await client.query({ ...meQuery, staleTime: 0 });
    expect(client.getQueryData(LIST)).toBeUndefined();
    expect(client.getQueryData(meQuery.queryKey)).toEqual(other);
  });

  it('are forgotten when another user signs in', () => {
    const client = open();
    showMe(client, { ...operator, id: '9' });
    expect(client.getQueryData(LIST)).toBeUndefined();
  });

  it('are kept while user and library stay the same', async () => {
    const client = open();
    answer({ ...operator, default_language: 'de' });
    await client.query({ ...meQuery, staleTime: 0 });
    expect(client.getQueryData(LIST)).toBe('of the library');
  });
});
