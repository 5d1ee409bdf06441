import { parseGoogleClient } from './google-client.js';

const CLIENT = { client_id: '1-a.apps.example', client_secret: 'GOCSPX-x', redirect_uris: ['https://a.example/callback'] };
const TAKEN = { id: '1-a.apps.example', secret: 'GOCSPX-x' };

describe('the file of an OAuth client', () => {
  it.each(['web', 'installed'])('contains id and secret in the type %s', (type) => {
    expect(parseGoogleClient(JSON.stringify({ [type]: CLIENT }))).toEqual(TAKEN);
  });

  it.each([
    '',
    'no JSON',
    'null',
    '[]',
    '{}',
    JSON.stringify(CLIENT),
    JSON.stringify({ web: { client_id: 'a' } }),
    JSON.stringify({ web: { client_id: 1, client_secret: 'b' } }),
    JSON.stringify({ web: null }),
  ])('is refused if it is something else: %s', (text) => {
    expect(parseGoogleClient(text)).toBeUndefined();
  });
});
