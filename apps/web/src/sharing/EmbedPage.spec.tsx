import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { EmbeddedRecording } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { ApiProblem, GatewayUnreachable } from '../api/problem.js';
import { embeddedTranscriptQuery, findRepeated } from './embed-api.js';
import { EmbedView, UnavailablePlayer } from './EmbedPage.js';
import { FinalFailure, PassingFailure } from './PassingFailure.js';

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

  it('says why it asks no more, in the language of the player, with a button', () => {
    const onRetry = (): void => undefined;
    const say = (error: Error): string => wordsOf(draw(<FinalFailure {...{ error, onRetry }} />));
    const limited = new ApiProblem({ code: 'rate-limited', status: 429, title: 'Refused by the server' });
    expect(say(limited)).toContain('Too many requests at the moment Try again');
    expect(say(limited)).not.toContain('Refused by the server');
    expect(say(new ApiProblem({ code: 'internal', status: 500, title: 'Broken' }))).toMatch(/Broken .*Try again/);
  });

  it('says why there is no answer, and how long it waits until it asks again', () => {
    const limited = new ApiProblem({ code: 'rate-limited', status: 429, title: 'Too many requests' }, 12_000);
    const say = (failureReason: Error): string => wordsOf(draw(<PassingFailure {...{ failureReason }} failureCount={1} />));
    expect(say(limited)).toContain('Too many requests at the moment The player waits 13 seconds and tries again by itself.');
    expect(say(new ApiProblem({ code: 'unavailable', status: 503, title: 'Away' }))).toContain('The player waits 1 second and');
    expect(say(new GatewayUnreachable('no answer'))).toContain('The server does not answer. This page tries again');
    const failed = { failureReason: limited, failureCount: 2 };
    expect(findRepeated({ ...failed, fetchStatus: 'fetching' })).toEqual(failed);
    expect(findRepeated({ ...failed, fetchStatus: 'idle' })).toBeUndefined();
    expect(findRepeated({ failureReason: null, failureCount: 0, fetchStatus: 'fetching' })).toBeUndefined();
  });
});
