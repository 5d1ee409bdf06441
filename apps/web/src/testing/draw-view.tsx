import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { CurrentUser } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { meQuery } from '../api/me.js';

export const operator: CurrentUser = {
  id: '1',
  name: 'owner',
  role: 'operator',
  scopes: ['read', 'write'],
  library: { id: '1', name: 'owner', personal: true, role: 'owner' },
  libraries: [{ id: '1', name: 'owner', personal: true, role: 'owner' }],
  default_language: 'auto',
  csrf_token: null,
  signed_in_until: null,
};
export const viewer: CurrentUser = { ...operator, scopes: ['read'] };

export interface DrawnView {
  readonly html: string;
  /** The text without markup. */
  readonly words: string;
}

/** Draws a view for a user. `load` puts the answers of the API into the cache, which nothing else fills. */
export function drawView(view: ReactElement, load: (client: QueryClient) => void, me: CurrentUser = operator): DrawnView {
  const client = new QueryClient();
  client.setQueryData(meQuery.queryKey, me);
  load(client);
  const html = renderToString(<QueryClientProvider client={client}>{view}</QueryClientProvider>).replaceAll(/<!--.*?-->/g, '');
  return { html, words: html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ') };
}

/** Returns the names of the buttons whose text alone would be ambiguous. */
export const listControls = (html: string): readonly unknown[] =>
  [...html.matchAll(/<(?:button|summary)[^>]*aria-label="([^"]*)"/g)].map(([, name]) => name);
