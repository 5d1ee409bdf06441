import { CREDENTIAL_TYPES, isOAuthType, type OAuthTokens } from '@throughline/credentials';
import { STATE_EXAMPLE } from '#src/credentials/credentials.dto.js';
import type { Consent } from '#src/credentials/credential.js';
import type { ConsentProvider, ConsentProviders } from '#src/credentials/provider.js';
import { MemoryCredentialStore } from '#src/testing/memory-credential-store.js';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import { hashOf } from '#src/people/tokens/token.js';

/** Accepts the documented example's state any number of times. Otherwise the first valid request would use it up. */
export class ReusableConsents extends MemoryCredentialStore {
  #last: Consent | undefined;

  override expectConsent(stateHash: string, consent: Consent, expiresAt: string): Promise<void> {
    this.#last = consent;
    return super.expectConsent(stateHash, consent, expiresAt);
  }

  override takeConsent(stateHash: string): Promise<Consent | undefined> {
    return stateHash === hashOf(STATE_EXAMPLE) ? Promise.resolve(this.#last) : super.takeConsent(stateHash);
  }
}

/** A provider that accepts every code, without network access. */
const generousProvider: ConsentProvider = {
  label: 'Google',
  consentUrl: (_, { state }) => `https://accounts.google.com/o/oauth2/v2/auth?state=${state}`,
  exchange: (): Promise<OAuthTokens> =>
    Promise.resolve({ access: { token: 'access', expiresAt: '2100-01-01T00:00:00.000Z' }, refreshToken: 'refresh' }),
  whoIs: () => Promise.resolve({ id: 'one', name: 'someone@gmail.example' }),
};
export const generousProviders: ConsentProviders = { of: () => generousProvider };

const CLIENT = { client_id: 'id', client_secret: 'secret' };
const SECRETS = {
  password: { username: 'me', password: 'secret' },
  token: { token: 'secret' },
} as const;

function credentialFactory({ app }: MemoryGateway, token: string, name: string): (pick: number) => Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  return async (pick) => {
    const type = CREDENTIAL_TYPES[pick % CREDENTIAL_TYPES.length] ?? 'token';
    const payload = { type, name, ...(isOAuthType(type) ? CLIENT : SECRETS[type]) };
    const made = await app.inject({ method: 'POST', url: '/api/v1/credentials', headers, payload });
    const id = String(made.json<{ id: number }>().id);
    if (isOAuthType(type)) await app.inject({ method: 'POST', url: `/api/v1/credentials/${id}/connect`, headers });
    return id;
  };
}

/** Ids of credentials are numbers, so the stranger's can be guessed. */
export async function createCredentials(
  gateway: MemoryGateway,
  [stranger, secret]: readonly [stranger: string, secret: string],
): Promise<{ make: (pick: number) => Promise<string>; foreign: readonly string[]; kept: readonly string[] }> {
  const make = credentialFactory(gateway, gateway.token, 'My Drive');
  const makeForeign = credentialFactory(gateway, await gateway.tokenFor(['write'], stranger), secret);
  const foreign = [await makeForeign(1), await makeForeign(0)];
  return { make, foreign, kept: [await make(1), await make(0)] };
}
