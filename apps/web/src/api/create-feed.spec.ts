import { QueryClient } from '@tanstack/react-query';
import { operator } from '../testing/draw-view.js';
import { createFeed } from './create-feed.js';
import { liveRecordings } from '../list/live-recordings.js';
import { meQuery } from './me.js';

describe('the end of a stream because the sign-in changed', () => {
  const end = (): QueryClient => {
    const client = new QueryClient();
    client.setQueryData(meQuery.queryKey, operator);
    createFeed(liveRecordings, { client, announce: () => undefined, lists: { soon: () => undefined } }).onReset('signed-out');
    return client;
  };

  it('keeps the user and the library in the cache, so that the page notices a switch to another library', () => {
    expect(end().getQueryData(meQuery.queryKey)).toEqual(operator);
  });

  it('makes the page read the user again, which shows the sign-in page after a sign-out', () => {
    expect(end().getQueryState(meQuery.queryKey)?.isInvalidated).toBe(true);
  });
});
