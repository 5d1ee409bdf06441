import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterContextProvider } from '@tanstack/react-router';
import type { BulkCommand, BulkItem, BulkProgress } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { createPageRouter } from '../routes.js';
import { bulkItemsQuery, selectionOf, wholeListOf } from './bulk-api.js';
import { PreviewBody } from './BulkPreview.js';
import { listShown } from './BulkTray.js';
import { BulkCommandView } from './FollowedBulkCommand.js';
import { ALL_SELECTED, NOTHING_SELECTED, toggle } from './selection.js';

const now = Date.parse('2026-02-05T10:00:00.000Z');
const bulk: BulkProgress = {
  id: 'one',
  noun: 'recording',
  action: 'run',
  state: 'previewed',
  total: 9_812,
  previewed: 9_812,
  done: 0,
  verdict_totals: { change: 9_639, skip: 0, refuse: 173, error: 0 },
  verdicts: [
    { verdict: 'change', code: 'started', count: 9_639, detail: 'The run would start.' },
    { verdict: 'refuse', code: 'already-running', count: 173, detail: 'A run is in progress.' },
  ],
  outcome_totals: { changed: 0, skipped: 0, refused: 0, error: 0, left_out: 0 },
  outcomes: [],
  changed_since_preview: 0,
  plan_changes: [],
  waiting_since: null,
  requested_by: 'user',
  executed_by: null,
  created_at: new Date(now).toISOString(),
  started_at: null,
  ended_at: null,
  expires_at: new Date(now).toISOString(),
  rate: null,
  eta: null,
  eta_reason: 'not-running',
};
const item = (id: string, title: string): BulkItem => ({
  item_id: id,
  title,
  preview: { verdict: 'change', code: 'started', detail: 'The run would start.', try_instead: null, status: null },
  result: null,
  changed_since_preview: false,
});

function draw(view: ReactElement, items: readonly BulkItem[] = [], limit = 3): string {
  const client = new QueryClient();
  client.setQueryData(bulkItemsQuery(bulk.id, 'change', limit).queryKey, [...items]);
  return renderToString(
    <QueryClientProvider client={client}>
      <RouterContextProvider router={createPageRouter()} history={createMemoryHistory()}>
        {view}
      </RouterContextProvider>
    </QueryClientProvider>,
  )
    .replaceAll(/<!--.*?-->/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}
const drawBulkCommand = (change: Partial<BulkCommand & BulkProgress>): string =>
  draw(<BulkCommandView bulk={{ ...bulk, ...change }} now={now} onStop={() => undefined} onDismiss={() => undefined} />);

describe('a bulk command whose settings have changed since its preview', () => {
  it('names each of them', () => {
    const words = drawBulkCommand({
      state: 'done',
      plan_changes: [
        { kind: 'template', name: 'Lectures', template_id: 15, change: 'deleted' },
        { kind: 'settings', name: null, template_id: null, change: 'edited' },
      ],
    });
    expect(words).toContain('The template “Lectures” was deleted after the preview.');
    expect(words).toContain('The defaults of the library were edited after the preview.');
    expect(drawBulkCommand({ state: 'done' })).not.toContain('after the preview');
  });
});

describe('the preview of a bulk command', () => {
  it('counts a large set by verdict and reason, with a sample', () => {
    const words = draw(<PreviewBody bulk={bulk} />, [item('a', 'First talk'), item('b', 'Second talk')]);
    expect(words).toMatch(/9,639 will change 9,639 The run would start\./);
    expect(words).toMatch(/173 will not change 173 A run is in progress\. A sample of 2 First talk Second talk/);
    expect(words).toContain('The bulk command runs in the background');
  });

  it('names the reason of each item if the changes have several', () => {
    const [change, refusal] = bulk.verdicts;
    const verdicts = [
      change,
      { ...change, code: 'resumed', detail: 'The run would go on.' },
      refusal,
    ] as BulkProgress['verdicts'];
    const words = draw(<PreviewBody bulk={{ ...bulk, verdicts }} />, [item('a', 'First talk')]);
    expect(words).toContain('First talk The run would start.');
  });

  it('lists the items of a small set, without calling them a sample', () => {
    const words = draw(<PreviewBody bulk={{ ...bulk, total: 2 }} />, [item('a', 'First talk')], 200);
    expect(words).toContain('First talk');
    expect(words).not.toMatch(/sample|background/);
  });

  it('shows times as the rest of the page does', () => {
    const detail = 'The item would be deleted. Its content would be kept until 2031-03-07T10:00:00Z.';
    const verdicts = [{ verdict: 'change', code: 'deleted', count: 2, detail }] as const;
    expect(draw(<PreviewBody bulk={{ ...bulk, verdicts: [...verdicts] }} />)).toMatch(/kept until Mar 7, \d\d:\d\d \./);
  });

  it('counts reasons with other words apart, and says so of those without words of their own', () => {
    const verdicts = ['To yt.', 'To vk.', null].map(
      (detail) => ({ verdict: 'change', code: 'publishing', count: 3, detail }) as const,
    );
    expect(draw(<PreviewBody bulk={{ ...bulk, verdicts }} />)).toMatch(/9 will change 3 To yt\. 3 To vk\. 3 For other reasons\./);
  });

  it('shows its progress until every item has a verdict', () => {
    expect(draw(<PreviewBody bulk={{ ...bulk, state: 'previewing', previewed: 4_000 }} />)).toContain('4,000 of 9,812 checked');
  });
});

describe('a bulk command in the tray', () => {
  it('shows its stored progress, its results, and Stop', () => {
    const outcome_totals = { changed: 3_100, skipped: 0, refused: 14, error: 4, left_out: 0 };
    const words = drawBulkCommand({
      state: 'running',
      done: 3_118,
      outcome_totals,
      eta: new Date(now + 3_600_000).toISOString(),
    });
    expect(words).toContain('Run 9,812 items 3,118 of 9,812 · about 1 h left 3,100 changed, 14 refused, 4 failed Results Stop');
  });

  it('shows no estimate without a basis', () => {
    expect(drawBulkCommand({ state: 'running', done: 3 })).not.toContain('left');
  });

  it('tells that a service is unavailable, and the exact number that a stop has left done', () => {
    expect(drawBulkCommand({ state: 'running', waiting_since: new Date(now).toISOString() })).toContain(
      'The bulk command continues by itself.',
    );
    const stopped = drawBulkCommand({ state: 'stopped', done: 3_118 });
    expect(stopped).toContain('Stopped. 3,118 of 9,812 items are done and stay done.');
    expect(stopped).not.toMatch(/Stop /);
  });

  it('names the number of items that had changed since the preview', () => {
    expect(drawBulkCommand({ state: 'done', done: 9_812, changed_since_preview: 1 })).toContain(
      '1 item had changed since the preview',
    );
  });
});

describe('the tray', () => {
  it('shows bulk commands in progress, and those that end later, even between two reads', () => {
    const bulkCommands = [
      { ...bulk, id: 'new', state: 'done' as const },
      { ...bulk, id: 'old', state: 'done' as const },
      { ...bulk, id: 'again', state: 'running' as const },
    ];
    expect(listShown(bulkCommands, new Set(['old', 'again'])).map(({ id }) => id)).toEqual(['new', 'again']);
  });
});

describe('the filters of a bulk command', () => {
  it.each([
    [{}, { from_date: '1970-01-01' }],
    [{ state: undefined, q: undefined, tag: undefined }, { from_date: '1970-01-01' }],
    [
      { state: 'failed', q: 'talk' },
      { state: 'failed', q: 'talk' },
    ],
  ])('select what a list with the filters %j shows', (filters, expected) => {
    expect(wholeListOf('recordings', filters, false)).toEqual({ kind: 'recordings', filters: expected, areDeleted: false });
  });

  it('give way to ids where some items are selected', () => {
    const some = toggle(NOTHING_SELECTED, 'a', ['a', 'b']);
    const documents = wholeListOf('documents', { q: 'bill' }, false);
    expect(selectionOf(wholeListOf('recordings', {}, false), some)).toEqual({ recording_ids: ['a'] });
    expect(selectionOf(documents, some)).toEqual({ document_ids: ['a'] });
    expect(selectionOf(documents, ALL_SELECTED)).toEqual({ filters: { q: 'bill' } });
  });
});
