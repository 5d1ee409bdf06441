import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToString } from 'react-dom/server';
import { SpritePeek } from './SpritePeek.js';
import { spritesQuery, type Sprites } from './sprites-api.js';

const sprites: Sprites = { columns: 2, width: 160, height: 90, starts: [0, 20, 40] };
const addresses = { sheet: '/a/sprites.jpg', index: '/a/sprites.json' };

function draw(read: Sprites | null | undefined): string {
  const client = new QueryClient();
  if (read !== undefined) client.setQueryData(spritesQuery(addresses.index, 'sha').queryKey, read);
  return renderToString(
    <QueryClientProvider client={client}>
      <SpritePeek addresses={addresses} sha256="sha" share={0.75} duration={80} />
    </QueryClientProvider>,
  ).replaceAll('&quot;', '"');
}

describe('the picture of a moment', () => {
  it('is the last one before it, with its time', () => {
    const html = draw(sprites);
    expect(html).toContain('url("/a/sprites.jpg")');
    expect(html).toContain('background-position:0px -90px');
    expect(html).toContain('1:00');
  });

  it('is not shown without pictures', () => {
    expect([draw(undefined), draw(null)]).toEqual(['', '']);
  });
});
