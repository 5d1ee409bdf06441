import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { EmbeddedRecording } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { embeddedTranscriptQuery } from './embed-api.js';
import { EmbedView, UnavailablePlayer } from './EmbedPage.js';

const CODE = 'C';
const recordingOf = (id: string, hasTranscript = true): EmbeddedRecording => ({
  id,
  title: `Lecture ${id}`,
  duration_seconds: 65,
  media: { media_type: 'video/mp4', url: `/api/v1/embedded/C/recordings/${id}/files/media.mp4` },
  captions: { media_type: 'text/vtt', url: `/api/v1/embedded/C/recordings/${id}/files/captions.vtt` },
  has_transcript: hasTranscript,
});

const draw = (view: ReactElement, client = new QueryClient()): string =>
  renderToString(<QueryClientProvider client={client}>{view}</QueryClientProvider>);
const wordsOf = (html: string): string => html.replaceAll(/<!--.*?-->|<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

describe('the page of an embed', () => {
  it('plays the first recording with subtitles and transcript, and lists the others', () => {
    const client = new QueryClient();
    const [first, second] = [recordingOf('1'), recordingOf('2')];
    client.setQueryData(embeddedTranscriptQuery(CODE, first).queryKey, {
      language: 'en',
      segments: [{ id: 0, start: 4, end: 8, text: 'Good morning, everybody.', speaker: 'S1' }],
      speakers: [{ id: 'S1', label: 'Ada' }],
    });
    const html = draw(<EmbedView code={CODE} set={{ title: 'Algebra II', items: [first, second] }} />, client);
    expect(html).toMatch(/<video[^>]*src="[^"]*recordings\/1\/files\/media.mp4"/);
    expect(html).toMatch(/<track[^>]*src="[^"]*recordings\/1\/files\/captions.vtt"/);
    expect(html).toMatch(/<button[^>]*aria-current="true"[^>]*><span dir="auto">Lecture 1/);
    expect(wordsOf(html)).toMatch(/Algebra II .*Lecture 1 1:05 .*Lecture 2 1:05 .*Good morning, everybody\./);
    expect(html).not.toContain('href=');
  });

  it('shows no list for one recording, and says what is missing', () => {
    const one = draw(<EmbedView code={CODE} set={{ title: 'Algebra II', items: [recordingOf('1', false)] }} />);
    expect(one).not.toContain('<nav');
    expect(wordsOf(one)).toContain('This recording has no transcript.');
    expect(wordsOf(draw(<EmbedView code={CODE} set={{ title: 'Algebra II', items: [] }} />))).toContain('No recordings yet.');
    expect(wordsOf(draw(<UnavailablePlayer />))).toContain('This player is not available');
  });
});
