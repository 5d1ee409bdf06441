import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { CurrentUser, Recording } from '@throughline/api-client';
import { renderToString } from 'react-dom/server';
import { meQuery } from '../../api/me.js';
import { Thumbnail } from './Thumbnail.js';

const url = '/api/v1/recordings/r/artifacts/thumbnail.jpg';

function draw(thumbnail: Recording['thumbnail'], at = 0, scopes: CurrentUser['scopes'] = ['read', 'write']): string {
  const client = new QueryClient();
  client.setQueryData(meQuery.queryKey, { scopes } as unknown as CurrentUser);
  const allowed_actions = [{ action: 'describe', target: null, allowed: true }];
  const recording = { id: 'r', title: 'Talk', revision: '1', thumbnail, allowed_actions } as unknown as Recording;
  return renderToString(
    <QueryClientProvider client={client}>
      <Thumbnail recording={recording} at={at} />
    </QueryClientProvider>,
  ).replaceAll(/<!--.*?-->/g, '');
}

describe('the thumbnail beside the player', () => {
  it('offers the picture of the moment, and is chosen by the server at first', () => {
    const html = draw({ second: null, url }, 65.2);
    expect(html).toContain('Use the picture at 1:05');
    expect(html).toContain('Chosen automatically');
    expect(html).not.toContain('Choose automatically');
  });

  it('shows the chosen moment, and leaves the choice to the server again', () => {
    const html = draw({ second: 65.2, url }, 65.2);
    expect(html).toContain('Picture at 1:05');
    expect(html).toContain('Choose automatically');
    expect(html).toMatch(/<button[^>]*disabled[^>]*>Use the picture at 1:05/);
  });

  it('has no buttons for a viewer', () => {
    expect(draw({ second: null, url }, 3, ['read'])).not.toContain('<button');
  });
});
