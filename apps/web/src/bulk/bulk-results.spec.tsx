import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterContextProvider } from '@tanstack/react-router';
import type { BulkCommand, BulkItem } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { createPageRouter } from '../routes.js';
import { bulkCommandsQuery, bulkResultsQuery } from './bulk-api.js';
import { BulkResults, OutcomeFilter } from './BulkResults.js';
import { readResultsSearch } from './results-search.js';
import { EndedBulkCommands } from './EndedBulkCommands.js';

const AT = '2026-02-05T10:00:00.000Z';
const bulk: BulkCommand = {
  id: 'one',
  noun: 'recording',
  action: 'run',
  state: 'done',
  total: 3,
  previewed: 3,
  done: 3,
  verdict_totals: { change: 2, skip: 0, refuse: 1, error: 0 },
  verdicts: [],
  outcome_totals: { changed: 2, skipped: 0, refused: 1, error: 0, left_out: 0 },
  outcomes: [],
  changed_since_preview: 1,
  plan_changes: [],
  waiting_since: null,
  requested_by: 'user',
  executed_by: 'user',
  created_at: AT,
  started_at: AT,
  ended_at: AT,
  expires_at: AT,
};
const preview = { verdict: 'change', code: 'started', detail: 'The run would start.', try_instead: null, status: null } as const;
const started = { outcome: 'changed', code: 'started', detail: 'The run has started.', try_instead: null, status: null } as const;
const refused = {
  ...started,
  outcome: 'refused',
  code: 'already-running',
  detail: 'A run is active.',
  try_instead: 'Wait until it has ended.',
} as const;
const item = (id: string, change: Partial<BulkItem>): BulkItem => ({
  item_id: id,
  title: `Talk ${id}`,
  preview,
  result: null,
  changed_since_preview: false,
  ...change,
});

const drawHtml = (view: ReactElement, load: (client: QueryClient) => void = () => undefined): string => {
  // A failed query stays failed, so that its error is drawn.
  const client = new QueryClient({ defaultOptions: { queries: { retryOnMount: false } } });
  load(client);
  return renderToString(
    <QueryClientProvider client={client}>
      <RouterContextProvider router={createPageRouter()} history={createMemoryHistory()}>
        {view}
      </RouterContextProvider>
    </QueryClientProvider>,
  ).replaceAll(/<!--.*?-->/g, '');
};
const wordsOf = (html: string): string => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
const withItems =
  (items: readonly BulkItem[], next: string | null = null) =>
  (client: QueryClient): void => {
    const pages = [{ items: [...items], next_cursor: next }];
    client.setQueryData(bulkResultsQuery(bulk.id, undefined).queryKey, { pages, pageParams: [''] });
  };
const results = <BulkResults bulk={bulk} outcome={undefined} />;

describe('the results of a bulk command', () => {
  it('name the outcome and the reason of each item, with a link to it', () => {
    const items = [
      item('a', { result: started, changed_since_preview: true }),
      item('b', { result: refused, title: null }),
      item('c', {}),
    ];
    const html = drawHtml(results, withItems(items));
    const words = wordsOf(html);
    expect(words).toMatch(/Talk a Changed The run has started\. \(had changed since the preview\)/);
    expect(words).toMatch(/Untitled Refused A run is active\. Wait until it has ended\./);
    expect(words).toMatch(/Talk c Not started The run would start\./);
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      '/recordings/a',
      '/recordings/b',
      '/recordings/c',
    ]);
    expect(words).not.toContain('Load more');
  });

  it('have no link to an item that is in another library now', () => {
    const moved = { ...started, code: 'transferred', detail: 'The item is in the other library now.' } as const;
    const html = drawHtml(results, withItems([item('a', { result: moved, title: null })]));
    expect(wordsOf(html)).toMatch(/An item that is in another library now Changed The item is in the other library now\./);
    expect(html).not.toContain('href=');
  });

  it('link to documents, and are read page by page', () => {
    const html = drawHtml(
      <BulkResults bulk={{ ...bulk, noun: 'document' }} outcome={undefined} />,
      withItems([item('a', {})], 'next'),
    );
    expect(html).toContain('href="/documents/a"');
    expect(html).toMatch(/<button[^>]*>Load more/);
  });

  it('are shown while they load, if there are none, and if they cannot be read', () => {
    expect(drawHtml(results)).toContain('skeleton');
    expect(wordsOf(drawHtml(results, withItems([])))).toContain('No item of this bulk command has this outcome.');
    const running = <BulkResults bulk={{ ...bulk, state: 'running' }} outcome={undefined} />;
    expect(wordsOf(drawHtml(running, withItems([])))).toContain('so far');
    const html = drawHtml(results, (client) => {
      client
        .getQueryCache()
        .build(client, { queryKey: [...bulkResultsQuery(bulk.id, undefined).queryKey] })
        .setState({ status: 'error', error: new TypeError('away'), fetchStatus: 'idle' });
    });
    expect(html).toMatch(/<button[^>]*>Try again/);
  });

  it('are filtered by the outcomes that the bulk command has', () => {
    const html = drawHtml(<OutcomeFilter bulk={bulk} outcome="refused" onChange={() => undefined} />);
    expect(wordsOf(html)).toMatch(/All \(3\) Changed \(2\) Refused \(1\) $/);
    expect([...html.matchAll(/aria-pressed="true"[^>]*>([^<]*)/g)].map(([, name]) => name)).toEqual(['Refused (1)']);
    expect(readResultsSearch({ outcome: 'refused' })).toEqual({ outcome: 'refused' });
    expect(readResultsSearch({ outcome: 'wrong' })).toEqual({});
  });

  it('can be found after the page was closed', () => {
    const html = drawHtml(<EndedBulkCommands />, (client) => {
      client.setQueryData(bulkCommandsQuery.queryKey, [bulk]);
    });
    expect(html).toContain('href="/bulk/one"');
    expect(wordsOf(html)).toContain('Run 3 items');
    expect(wordsOf(html)).toContain('Done. 2 changed, 1 refused, 1 item had changed since the preview');
  });
});
