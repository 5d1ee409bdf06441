import { createMemoryHistory, RouterContextProvider } from '@tanstack/react-router';
import type { Session } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { createPageRouter } from '../routes.js';
import { drawView } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { size } from '../texts/times.js';
import { Facts } from './SessionPage.js';

const words = text.sessions;
const session = {
  session_id: 's1',
  title: 'A talk',
  audio_filename: 'talk.m4a',
  status: 'processing',
  message: 'The audio is transcribed.',
  queue_position: null,
  queue_length: null,
  started_at: null,
  deleted_at: null,
  expires_at: null,
  expired_at: null,
  erased_at: null,
  estimated_completion: null,
  duration_processed: null,
  duration_total: 3_250,
  updated_at: '2026-02-05T11:00:00.000Z',
  created_at: '2026-02-05T10:00:00.000Z',
} as unknown as Session;

const draw = (view: ReactElement): string =>
  drawView(
    <RouterContextProvider router={createPageRouter()} history={createMemoryHistory()}>
      {view}
    </RouterContextProvider>,
    () => undefined,
  ).words;

describe('a session', () => {
  it('has the size of its file among its facts, once that is known', () => {
    expect(draw(<Facts session={session} bytes={51_000_000} />)).toContain(`${words.size} ${size(51_000_000)}`);
    expect(draw(<Facts session={session} bytes={undefined} />)).not.toContain(words.size);
  });

  it('has the end and the speed of its work first among its facts', () => {
    const done = { ...session, status: 'completed', message: 'Complete!', processing_duration: 20, speed: 0.1 } as Session;
    expect(draw(<Facts session={done} bytes={undefined} />)).toMatch(/Complete! Took 20 s, 0\.1× real time Last update .* File/);
    expect(draw(<Facts session={session} bytes={undefined} />)).not.toContain(words.updated);
  });
});
