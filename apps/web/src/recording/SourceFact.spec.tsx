import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterContextProvider } from '@tanstack/react-router';
import type { Item, Source } from '@throughline/api-client';
import { renderToString } from 'react-dom/server';
import { createPageRouter } from '../routes.js';
import { sourcesQuery } from '../api/sources.js';
import { SourceFact } from './SourceFact.js';

function show(source: Partial<Item['source']>, known?: readonly Pick<Source, 'id' | 'name'>[]): string {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  if (known !== undefined) client.setQueryData(sourcesQuery.queryKey, known as readonly Source[]);
  const item = { source: { kind: 'upload', source_id: null, url: null, ...source } as Item['source'] };
  return renderToString(
    <QueryClientProvider client={client}>
      <RouterContextProvider router={createPageRouter()} history={createMemoryHistory()}>
        <SourceFact item={item} />
      </RouterContextProvider>
    </QueryClientProvider>,
  );
}

describe('where an item has come from', () => {
  it('is the source that has brought it, with the way to it', () => {
    const html = show({ source_id: 4 }, [{ id: 4, name: 'Lectures' }]);
    expect(html).toContain('Lectures');
    expect(html).toContain('href="/automations/sources"');
  });

  it('has a number until the name is known, and says that a source was deleted', () => {
    expect(show({ source_id: 4 })).toContain('Source 4');
    const gone = show({ source_id: 4 }, []);
    expect(gone).toContain('A deleted source');
    expect(gone).not.toContain('href');
  });

  it('is an address, or nothing for an upload', () => {
    expect(show({ url: 'https://files.example/talk.mp4' })).toContain('files.example/talk.mp4');
    expect(show({})).toBe('');
  });

  it('has several files at Zoom, some of which were not imported', () => {
    const files = [
      { name: 'gallery_view', taken: true },
      { name: 'timeline', taken: false },
    ];
    expect(show({ files })).toContain('gallery_view, timeline (not imported)');
  });
});
