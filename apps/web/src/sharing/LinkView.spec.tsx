import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { SharedItem } from '@throughline/api-client';
import { renderToString } from 'react-dom/server';
import { ApiProblem, GatewayUnreachable } from '../api/problem.js';
import { text } from '../texts/text.js';
import { LinkView } from './SharedPage.js';
import { sharedQuery } from './shared-api.js';

const words = text.sharing.page;
const item: SharedItem = {
  ...{ id: 'L', kind: 'recording', title: 'Determinants', duration_seconds: 60, has_transcript: false, download: false },
  ...{ expires_at: '2026-03-07T10:00:00.000Z', files: [] },
};
const problem = (code: 'share-link-not-valid' | 'rate-limited' | 'unavailable', status: number) =>
  new ApiProblem({ code, status, title: `Title of ${code}` });

interface LinkQuery {
  readonly data?: SharedItem;
  readonly error?: Error;
  readonly failureReason?: Error;
}

const draw = ({ data, error, failureReason }: LinkQuery): string => {
  const view = (
    <LinkView
      {...{ code: 'code', data, error: error ?? null, failureReason: failureReason ?? null }}
      refetch={() => Promise.reject(new Error('not here'))}
    />
  );
  const html = renderToString(<QueryClientProvider client={new QueryClient()}>{view}</QueryClientProvider>);
  return html.replaceAll(/<!--.*?-->|<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
};

describe('the page of a share link that was open before', () => {
  it('says that the link no longer works, instead of what it has shown', () => {
    const words404 = draw({ data: item, error: problem('share-link-not-valid', 404) });
    expect(words404).toContain(words.invalid);
    expect(words404).not.toContain('Determinants');
  });

  it('says what is wrong beside what it shows', () => {
    const limited = draw({ data: item, error: problem('rate-limited', 429) });
    for (const part of [words.busy, words.busyLater, text.problem.tryAgain, 'Determinants']) expect(limited).toContain(part);
    expect(draw({ data: item, error: problem('unavailable', 503) })).toContain(words.awayLater);
  });

  it('leaves it to the bar of the page to say that nobody answers', () => {
    expect(draw({ data: item, failureReason: new GatewayUnreachable('no answer') })).not.toContain(text.problem.away);
  });
});

describe('the page of a share link that cannot be opened yet', () => {
  it('has a heading, and says while it tries again', () => {
    const trying = draw({ failureReason: problem('unavailable', 503) });
    expect(trying).toMatch(new RegExp(`${words.title} .*${words.awayHint}`));
    expect(trying).not.toContain(text.problem.tryAgain);
    expect(draw({ failureReason: problem('rate-limited', 429) })).toContain(words.busyHint);
    expect(draw({ error: problem('unavailable', 503) })).toContain(text.problem.tryAgain);
  });

  it('tries again after refusals that pass, and not after others', () => {
    const { retry } = sharedQuery('code');
    const isRetried = (error: Error): unknown => typeof retry === 'function' && retry(0, error);
    expect([problem('unavailable', 503), problem('rate-limited', 429), new GatewayUnreachable('')].map(isRetried)).toEqual([
      true,
      true,
      true,
    ]);
    expect(isRetried(problem('share-link-not-valid', 404))).toBe(false);
  });
});
