import { createMemoryHistory, createRootRoute, createRouter, RouterContextProvider } from '@tanstack/react-router';
import type { Session } from '@throughline/api-client';
import { drawView } from '../testing/draw-view.js';
import { SessionHead } from './SessionHead.js';

const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });
const session = {
  session_id: 's1',
  title: 'A talk',
  status: 'failed',
  retryable: true,
  stalled: false,
  queue_position: null,
  duration_total: 3_250,
  deleted_at: null,
  expired_at: null,
  erased_at: null,
  created_at: '2026-02-05T10:00:00.000Z',
  allowed: [],
  allowed_actions: [{ action: 'delete', target: null, allowed: true, reason: null, code: null, try_instead: null }],
} as unknown as Session;
const restore = { action: 'restore', target: null, allowed: true, reason: null, code: null, try_instead: null } as const;

/** Returns the names of all actions, in their order. */
const listNames = (change: Partial<Session>): readonly unknown[] => {
  const { html } = drawView(
    <RouterContextProvider router={router}>
      <SessionHead session={{ ...session, ...change }} onWhy={() => undefined} />
    </RouterContextProvider>,
    () => undefined,
  );
  const [, bar = ''] = html.split('class="action-buttons"');
  return [...bar.matchAll(/<(?:a|button|summary)\b[^>]*>(?:<svg.*?<\/svg>)?(?:<span>)?([^<]*)/gu)].map(([, name]) => name);
};

describe('the actions of a session', () => {
  it('begin with the main one, which suits its state best', () => {
    const allowed = ['retry', 'upload', 'download'] as const;
    expect(listNames({ allowed })).toEqual(['Retry', 'Upload new file', 'Download transcript', 'More actions', 'Delete']);
    expect(listNames({ allowed, retryable: false })[0]).toBe('Upload new file');
    expect(listNames({ allowed, status: 'completed' })[0]).toBe('Download transcript');
    expect(listNames({ allowed, deleted_at: '2026-02-05T10:00:00.000Z', allowed_actions: [restore] })[0]).toBe('Restore');
  });
});
