import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { Quota as QuotaAnswer, QuotaUse } from '@throughline/api-client';
import { renderToString } from 'react-dom/server';
import { Quota } from './Quota.js';
import { quotaQuery } from '../api/settings-api.js';

const use = (overrides: Partial<QuotaUse>): QuotaUse => ({
  quota: 'deliveries',
  used: 4,
  in_progress: 0,
  limit: null,
  remaining: null,
  ...overrides,
});

function draw(...quotas: readonly QuotaUse[]): { readonly html: string; readonly words: string } {
  const client = new QueryClient();
  const answer: QuotaAnswer = { period: '202611', renews_on: '2026-12-01', quotas: [...quotas] };
  client.setQueryData(quotaQuery.queryKey, answer);
  const html = renderToString(
    <QueryClientProvider client={client}>
      <Quota />
    </QueryClientProvider>,
  );
  const words = html
    .replaceAll(/<!--.*?-->/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
  return { html, words };
}

describe('the quotas of a library', () => {
  it('show what is used and left, with a bar that screen readers can read', () => {
    const { html, words } = draw(use({ used: 30, in_progress: 2, limit: 50, remaining: 18 }));
    expect(words).toContain('Deliveries 32 of 50');
    expect(words).toContain('18 left');
    expect(words).toContain('renew on December 1');
    expect(html).toMatch(/role="progressbar" aria-label="Deliveries"[^>]*aria-valuenow="64" aria-valuetext="64 %, 32 of 50"/);
  });

  it('say what waits once a quota is used up, and until when', () => {
    const { html, words } = draw(use({ quota: 'transcription_minutes', used: 60, limit: 60, remaining: 0 }));
    expect(words).toContain('Used up. New transcriptions wait until December 1.');
    expect(html).toContain('class="bar bad"');
  });

  it('warn when a quota is nearly used up', () => {
    expect(draw(use({ used: 47, limit: 50, remaining: 3 })).html).toContain('class="bar warn"');
  });

  it('show no bar for a quota without a limit', () => {
    const { html, words } = draw(use({ quota: 'bytes', used: 5_000_000 }));
    expect(words).toContain('used, unlimited');
    expect(html).not.toContain('progressbar');
  });
});
