import type { Recording, Stage } from '@throughline/api-client';
import { createMemoryHistory, RouterContextProvider } from '@tanstack/react-router';
import { renderToString } from 'react-dom/server';
import { createPageRouter } from '../routes.js';
import { Untranscribed } from './Untranscribed.js';

const draw = (stage: Partial<Stage>): string => {
  const recording = { processing_stages: [{ stage_type: 'TRANSCRIBE', ...stage }] } as unknown as Recording;
  const html = renderToString(
    <RouterContextProvider router={createPageRouter()} history={createMemoryHistory()}>
      <Untranscribed recording={recording} />
    </RouterContextProvider>,
  );
  return html.replaceAll(/<(?!a )[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
};

describe('a recording without a transcript', () => {
  it.each([
    ['no_engine', 'set its language to English'],
    ['no_engine_for_language', 'change it and run the recording'],
  ] as const)('because of %s says how to get one', (reason, advice) => {
    const words = draw({ status: 'SKIPPED', skip_reason: reason });
    expect(words).toContain('Not transcribed');
    expect(words).toContain('npx tl engine fetch');
    expect(words).toContain(advice);
    expect(words).toMatch(/<a [^>]*href="\/settings\/engines"/);
  });

  it.each<Partial<Stage>>([
    { status: 'COMPLETED', skip_reason: null },
    { status: 'SKIPPED', skip_reason: 'no_audio' },
    { status: 'PENDING', skip_reason: null },
  ])('says nothing about %j', (stage) => {
    expect(draw(stage)).toBe('');
  });
});
