/** Opens nothing, but in specs that let it. */
export const CODE_EXAMPLE = 'm1Zt2wqXo5yVn0s8kqv7cXb3uYw4rTfEhJdKlPaQzGs';

const time = '2026-02-05T10:00:00.000Z';
const userId = '01J8Z3V5W6X7Y8Z9A0B1C2D3E4';
const library = { id: userId, name: 'owner' };

export const meExample = {
  id: userId,
  name: 'owner',
  role: 'admin',
  scopes: ['read', 'write', 'admin'],
  library,
  csrf_token: 'pQ4n0W9zK1sYxT7eGm2uRvB5cLd8hFjA3iOqXwZy6Nk',
  signed_in_until: '2026-03-07T10:00:00.000Z',
};

export const linkExample = {
  url: `https://recordings.example/sign-in#${CODE_EXAMPLE}`,
  expires_at: '2026-02-05T10:15:00.000Z',
};

export const sessionExample = {
  id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b13',
  client: 'Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0',
  created_at: time,
  last_used_at: time,
  expires_at: '2026-03-07T10:00:00.000Z',
  current: true,
};

export const userExample = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E5',
  name: 'Nora',
  role: 'operator',
  library,
  created_at: time,
  disabled_at: null,
  version: '3QpWm0Yb1xK8uZ2a',
};
