import { ApiProblem, GatewayUnreachable } from '../api/problem.js';
import { embeddedTranscriptQuery, PATIENCE } from './embed-api.js';

const refusal = (code: 'rate-limited' | 'unavailable' | 'embed-not-valid', status: number): ApiProblem =>
  new ApiProblem({ code, status, title: code });

describe('the requests of a player', () => {
  const { retry, retryDelay } = PATIENCE;

  it('are repeated until the server answers, and a while if it is busy', () => {
    expect([0, 8, 1_000].map((failures) => retry(failures, new GatewayUnreachable('no answer')))).toEqual([true, true, true]);
    for (const busy of [refusal('rate-limited', 429), refusal('unavailable', 503)])
      expect([0, 7, 8].map((failures) => retry(failures, busy))).toEqual([true, true, false]);
    expect(retry(0, refusal('embed-not-valid', 404))).toBe(false);
  });

  it('wait longer each time, up to half a minute', () => {
    for (const [failures, longest] of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000].entries()) {
      const wait = retryDelay(failures);
      expect([wait >= longest / 2, wait <= longest]).toEqual([true, true]);
    }
  });

  it('read a transcript once for each cut of a recording', () => {
    const recording = { id: '1', title: null, duration_seconds: null, captions: null, has_transcript: true };
    const queryOf = (url: string) => embeddedTranscriptQuery('C', { ...recording, media: { media_type: 'video/mp4', url } });
    expect(queryOf('/a?v=1')).toMatchObject({ staleTime: Infinity, refetchOnWindowFocus: false });
    expect(queryOf('/a?v=1').queryKey).not.toEqual(queryOf('/a?v=2').queryKey);
  });
});
