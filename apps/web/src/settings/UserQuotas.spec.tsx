import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { QuotaHistory, UserQuota } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { LimitsForm } from './EditLimits.js';
import { PastUse } from './QuotaHistory.js';
import { quotaHistoryQuery, userQuotasQuery } from '../api/settings-api.js';
import { UserQuotas } from './UserQuotas.js';

const draw = (element: ReactElement, client = new QueryClient()): string =>
  renderToString(<QueryClientProvider client={client}>{element}</QueryClientProvider>).replaceAll(/<!--.*?-->/g, '');

const used = { items: 12, bytes: 5_000_000_000, transcription_minutes: 90.5, deliveries: 3 };
const limits = { items: 100, bytes: null, transcription_minutes: 60, deliveries: null };

describe('the quotas of all users', () => {
  it('show what each has used of its limits, in a month that can be chosen', () => {
    const client = new QueryClient();
    const items: UserQuota[] = [{ user: { id: 'U', name: 'Petra' }, used, limits }];
    client.setQueryData(userQuotasQuery(undefined).queryKey, { period: '202601', items });
    const html = draw(<UserQuotas />, client);
    expect(html).toContain('Items: 12 of 100 · Uploaded and imported files: 5 GB used, unlimited · Minutes');
    expect(html).toContain('Minutes of transcription: 90.5 of 60');
    expect(html).toContain('aria-label="Change limits of Petra"');
    expect(html).toMatch(/January 2026<\/option><option[^>]*>December 2025/);
  });

  it('are changed in a form that names the limits of the server', () => {
    const answer = {
      user_id: 'U',
      own: ['items' as const],
      limits,
      defaults: { ...limits, items: 10 },
      revision: 3,
      etag: '"3"',
    };
    const html = draw(<LimitsForm limits={answer} name="Petra" onDone={() => undefined} />);
    expect(html).toMatch(/Items in a month<\/label><input[^>]*value="100"/);
    expect(html).toContain('the limit of the server, 10.');
    expect(html).toContain('the limit of the server, unlimited.');
  });
});

describe('the earlier months of a library', () => {
  it('start with the last one', () => {
    const client = new QueryClient();
    const history: QuotaHistory = { period: '202512', starts_on: '2025-12-01', renews_on: '2026-01-01', used };
    client.setQueryData(quotaHistoryQuery('202512').queryKey, history);
    const html = draw(<PastUse before="202601" />, client);
    expect(html).toContain('<b>Items</b> 12 used');
    expect(html).not.toContain('January 2026');
  });
});
