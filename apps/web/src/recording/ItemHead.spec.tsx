import { createMemoryHistory, createRootRoute, createRouter, RouterContextProvider } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import { drawView } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { ItemHead } from './ItemHead.js';

const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });
const past = { as_of: { time: '2026-02-05T10:00:00.000Z' }, imported_at: null } as unknown as ComponentProps<
  typeof ItemHead
>['past'];

const draw = (props: Pick<ComponentProps<typeof ItemHead>, 'past'>): string =>
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
  ).words;

describe('the head of an item', () => {
  it('leads back to now while it shows an earlier state', () => {
    expect(draw({ past })).toMatch(new RegExp(`${text.recording.past.noActions} .*${text.recording.past.back}`, 'u'));
    expect(draw({ past: undefined })).not.toContain(text.recording.past.back);
  });
});
