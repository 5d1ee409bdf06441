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
    const html = draw({ summary: <ItemSummary item={item} badge={null} onWhy={undefined} /> });
    expect(html).toMatch(/<a[^>]*href="\/automations\/templates"[^>]*>Template Weekly<\/a>/);
  });
});
