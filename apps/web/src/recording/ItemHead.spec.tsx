import { createMemoryHistory, createRootRoute, createRouter, RouterContextProvider } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import { drawView } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { ItemHead, ItemSummary } from './ItemHead.js';

const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });
const past = { as_of: { time: '2026-02-05T10:00:00.000Z' }, imported_at: null } as unknown as ComponentProps<
  typeof ItemHead
>['past'];

const draw = (props: Partial<ComponentProps<typeof ItemHead>>): string =>
  drawView(
    <RouterContextProvider router={router}>
      <ItemHead
        back={{ to: '/recordings', name: 'Recordings' }}
        title="A talk"
        summary={null}
        actions={null}
        onNow={() => undefined}
        {...props}
      />
    </RouterContextProvider>,
    () => undefined,
  ).html;

describe('the head of an item', () => {
  it('leads back to now while it shows an earlier state', () => {
    expect(draw({ past })).toMatch(new RegExp(`${text.recording.past.noActions}.*${text.recording.past.back}`, 'u'));
    expect(draw({ past: undefined })).not.toContain(text.recording.past.back);
  });

  it('has a button beside the title, not in it, for users who may change the title', () => {
    const { editTitle } = text.recording.facts;
    expect(draw({ onEditTitle: () => undefined })).toMatch(new RegExp(`A talk</h1><button.*${editTitle}</span></button>`, 'u'));
    expect(draw({})).not.toContain(editTitle);
    expect(draw({ past, onEditTitle: () => undefined })).not.toContain(editTitle);
  });

  it('leads from the template to the templates', () => {
    const item = { created_at: '2026-02-05T10:00:00.000Z', template: { id: 1, name: 'Weekly' } };
    const html = draw({ summary: <ItemSummary id="1" item={item} badge={null} onWhy={undefined} /> });
    expect(html).toMatch(/<a[^>]*href="\/automations\/templates"[^>]*>Template Weekly<\/a>/);
  });

  it.each([
    [{ kind: 'user', id: '7', name: 'Ann Lee' }, 'Ready Delivered Why this status? 1:36 AL Ann Lee Added'],
    [{ kind: 'service', id: 'ingest', name: null }, 'Ready Delivered Why this status? 1:36 Added'],
  ])('names the person who added the item, before the time: %j', (actor, facts) => {
    const item = { created_at: '2026-02-05T10:00:00.000Z', state: 'ready', state_reason: 'Delivered' } as const;
    const { words } = drawView(
      <ItemSummary id="1" item={item} badge="Ready" onWhy={() => undefined}>
        {' 1:36'}
      </ItemSummary>,
      (client) => {
        const events = { items: [{ actor }, { actor: { kind: 'user', id: '8', name: 'Bo' } }], next_cursor: null };
        client.setQueryData(['events', '1'], { pages: [events], pageParams: [''] });
      },
    );
    expect(words).toContain(facts);
  });
});
