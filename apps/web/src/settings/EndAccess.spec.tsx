import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToString } from 'react-dom/server';
import { EndAccess } from './EndAccess.js';

it('lets an administrator sign a user out, revoke tokens and remove passkeys', () => {
  const html = renderToString(
    <QueryClientProvider client={new QueryClient()}>
      <EndAccess id="U" name="Nora" />
    </QueryClientProvider>,
  );
  for (const label of ['Sign out Nora everywhere', 'Revoke tokens of Nora', 'Remove passkeys of Nora'])
    expect(html).toContain(`aria-label="${label}"`);
});
