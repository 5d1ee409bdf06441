import type { ProviderState } from '@throughline/api-client';
import { identityProviderProblems, identityProviderRows, identityProviderState } from './identity-provider.js';

const ready: ProviderState = {
  issuer: 'https://login.example',
  name: 'Linden School',
  redirect_uri: 'https://recordings.example/api/v1/auth/provider/callback',
  ok: true,
  problem: null,
};

describe('the identity provider in tl doctor', () => {
  const find = () => identityProviderState({ gatewayUrl: 'http://127.0.0.1:8080', token: 'tl_x' });
  const answerWith = (answer: Promise<Response>): void => {
    jest.spyOn(globalThis, 'fetch').mockReturnValue(answer);
  };
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is checked by the gateway, and shown with the redirect address to register', async () => {
    answerWith(Promise.resolve(Response.json(ready)));
    const state = await find();
    expect(state).toEqual(ready);
    expect(identityProviderRows(state).flat()).toEqual(
      expect.arrayContaining(['ready', expect.stringContaining(ready.redirect_uri)]),
    );
    expect(identityProviderProblems(state)).toEqual([]);
  });

  it('is a problem that names the issuer if it cannot be used', () => {
    const wrong = { ...ready, ok: false, problem: 'its description is not the one of this issuer (X)' };
    expect(identityProviderRows(wrong)[0]).toContain('not usable');
    expect(identityProviderProblems(wrong)).toEqual([
      expect.stringMatching(/login\.example cannot be used: its description/) as string,
    ]);
  });

  it('is a problem if it does not answer before the deadline of the gateway', async () => {
    answerWith(Promise.resolve(new Response('{}', { status: 503 })));
    expect(identityProviderProblems(await find())).toEqual([expect.stringContaining('did not answer in time') as string]);
  });

  it.each([
    ['no provider is set up', () => Promise.resolve(new Response('{}', { status: 404 }))],
    ['the gateway does not answer', () => Promise.reject(new TypeError('fetch failed'))],
    ['another program answers', () => Promise.resolve(Response.json({}))],
  ])('is left out if %s', async (_, answer) => {
    answerWith(answer());
    expect(identityProviderRows(await find())).toEqual([]);
  });
});
