import { GatewayClient } from './gateway-client.js';

describe('the client of the runner', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('sends back the highest position that it was shown, so that what it prints does not go backwards', async () => {
    const positions = ['121', '120', '121'];
    const fetching = jest
      .spyOn(globalThis, 'fetch')
      .mockImplementation(() =>
        Promise.resolve(new Response('{"items":[]}', { headers: { 'throughline-position': positions.shift() ?? '0' } })),
      );
    const client = new GatewayClient('http://127.0.0.1:1', 'token');
    for (let read = 0; read < 3; read += 1) await client.artifacts('a', new AbortController().signal);
    const sent = (fetching.mock.calls as [string, RequestInit][]).map(([, { headers }]) =>
      new Headers(headers).get('throughline-position'),
    );
    expect(sent).toEqual(['0', '121', '121']);
  });
});
