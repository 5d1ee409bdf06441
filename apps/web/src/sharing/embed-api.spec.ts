import { QueryClient } from '@tanstack/react-query';
import { ApiProblem, GatewayUnreachable } from '../api/problem.js';
import { createPatience, embeddedQuery, embeddedTranscriptQuery } from './embed-api.js';

const refusal = (code: 'rate-limited' | 'unavailable' | 'embed-not-valid', status: number, waitMs?: number): ApiProblem =>
  new ApiProblem({ code, status, title: code }, waitMs);

describe('the requests of a player', () => {
  const { retry, retryDelay } = createPatience();
  const away = new GatewayUnreachable('no answer');

  it('are repeated until the server answers, and a while if it is busy', () => {
    expect([0, 8, 1_000].map((failures) => retry(failures, away))).toEqual([true, true, true]);
    for (const busy of [refusal('rate-limited', 429), refusal('unavailable', 503)])
      expect(Array.from({ length: 9 }, (_, failures) => retry(failures, busy))).toEqual([...Array<boolean>(8).fill(true), false]);
    expect(retry(0, refusal('embed-not-valid', 404))).toBe(false);
  });

  it('are repeated eight times after refusals, however often the server did not answer before', () => {
    const busy = refusal('rate-limited', 429);
    const failures = [...Array<Error>(10).fill(away), busy, away, ...Array<Error>(8).fill(busy)];
    expect(failures.map((error, number) => retry(number, error))).toEqual([...Array<boolean>(19).fill(true), false]);
    expect(retry(0, busy)).toBe(true);
  });

  it('wait longer each time, up to half a minute, and as long as the server asks for before that', () => {
    for (const [failures, longest] of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000].entries())
      for (const asked of [undefined, 0, 7_000, 90_000]) {
        const wait = retryDelay(failures, refusal('rate-limited', 429, asked)) - (asked ?? 0);
        expect([asked, wait >= longest / 2, wait <= longest]).toEqual([asked, true, true]);
      }
  });

  it('are made once more after the time that a refusal by the limit names', async () => {
    jest.useFakeTimers();
    const answers = [
      new Response(JSON.stringify({ title: 'Too many requests', status: 429, code: 'rate-limited' }), {
        status: 429,
        headers: { 'content-type': 'application/problem+json', 'retry-after': '7' },
      }),
      new Response(JSON.stringify({ title: 'Algebra II', items: [] }), { headers: { 'content-type': 'application/json' } }),
    ];
    const fetched = jest.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(answers.shift() as Response));
    try {
      const read = new QueryClient().query(embeddedQuery('C'));
      await jest.advanceTimersByTimeAsync(7_000);
      expect(fetched).toHaveBeenCalledTimes(1);
      await jest.advanceTimersByTimeAsync(1_000);
      expect(await read).toEqual({ title: 'Algebra II', items: [] });
    } finally {
      fetched.mockRestore();
      jest.useRealTimers();
    }
  });

  it('read a transcript once for each cut of a recording', () => {
    const recording = { id: '1', title: null, duration_seconds: null, captions: null, has_transcript: true };
    const queryOf = (url: string) => embeddedTranscriptQuery('C', { ...recording, media: { media_type: 'video/mp4', url } });
    expect(queryOf('/a?v=1')).toMatchObject({ staleTime: Infinity, refetchOnWindowFocus: false });
    expect(queryOf('/a?v=1').queryKey).not.toEqual(queryOf('/a?v=2').queryKey);
  });
});
