import { createMemoryHistory, RouterContextProvider } from '@tanstack/react-router';
import type { Milestone, PresentNotices } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { createPageRouter } from '../routes.js';
import { drawView } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { ActivityDays } from './ActivityDays.js';
import type { Visit } from './last-visit.js';
import { NoticeList } from './NoticeList.js';

const words = text.activity;
const at = '2026-02-05T10:00:00.000Z';

const event = (id: string, title: string | null, message: string): Milestone => ({
  id,
  type: 'StepCompleted',
  step: null,
  status_after: 'READY',
  failed_after: false,
  message,
  detail: {},
  actor: { kind: 'service', id: 'processing-1', name: null },
  occurred_at: at,
  recorded_at: at,
  imported: false,
  item: { id: title ?? 'none', kind: 'document', title, deleted: false },
});

const draw = (part: ReactElement) =>
  drawView(
    <RouterContextProvider router={createPageRouter()} history={createMemoryHistory()}>
      {part}
    </RouterContextProvider>,
    () => undefined,
  );

describe('the days of the activity', () => {
  const drawDays = (events: readonly Milestone[], before?: Visit): string =>
    draw(<ActivityDays events={events} before={before} />).words;

  it('name each item once, with its events, and mark those that came since the last visit', () => {
    const events = [event('3.0', 'Invoice', 'Delivered'), event('2.0', 'Letter', 'Filed'), event('1.0', 'Invoice', 'Arrived')];
    const drawn = drawDays(events, { event: '2.0', notices: [] });
    expect(drawn).toMatch(/Invoice Document New .*Delivered .*Arrived .*Letter Document (?!New).*Filed/);
    expect(drawn.match(/Invoice/g)).toHaveLength(1);
    expect(drawDays(events)).not.toContain(words.isNew);
  });

  it('fold older events of an item that changed often', () => {
    const events = Array.from({ length: 7 }, (_, index) => event(`${String(7 - index)}.0`, 'Invoice', `Change ${String(index)}`));
    expect(drawDays(events)).toMatch(new RegExp(`Change 3 ${words.earlier(3)} .*Change 4`));
  });

  it('show an item that has no title any more', () => {
    expect(drawDays([event('1.0', null, 'Erased by Ann')])).toContain(text.search.untitled);
  });
});

describe('the notices', () => {
  const notices: PresentNotices = {
    items: [
      { key: 'failed:1', kind: 'failed', text: '“Talk” has failed.', path: '/recordings/1', item: null },
      { key: 'quota:1', kind: 'quota', text: '9 of 10 items are used.', path: '/settings/you', item: null },
    ],
    more: true,
  };

  it('lead to what shows them, and are new until they were seen', () => {
    const { html, words: drawn } = draw(
      <NoticeList toDo={{ attention: 2, unsure: 1 }} notices={notices} before={{ event: undefined, notices: ['failed:1'] }} />,
    );
    expect(html).toContain('href="/recordings/1"');
    expect(html).toContain('href="/settings/you"');
    expect(drawn).toContain(text.nav.needAttention(2));
    expect(drawn).toContain(text.nav.toReview(1));
    expect(drawn).toMatch(/has failed\. (?!New).*are used\. New/);
    expect(drawn).toContain(words.moreNotices);
  });

  it('say that there are none', () => {
    const none = { items: [], more: false };
    expect(draw(<NoticeList toDo={{}} notices={none} before={undefined} />).words).toContain(words.noNotices);
    const some = draw(<NoticeList toDo={{ attention: 1 }} notices={none} before={undefined} />).words;
    expect(some).not.toContain(words.noNotices);
  });
});
