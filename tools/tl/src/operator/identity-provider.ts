import type { ProviderState } from '@throughline/api-client';
import { checkProvider } from '@throughline/api-client/operations';
import type { Access } from '@throughline/stack';
import { readerOf } from '../client/read-answer.js';

const readState = readerOf<ProviderState>('issuer', 'redirect_uri', 'ok');
/** Longer than the gateway's deadline of a read, TL_READ_DEADLINE_MS. */
const LONGEST_CHECK_MS = 15_000;

/** `unchecked`: the provider did not answer before the gateway's deadline. */
export type IdentityProviderState = ProviderState | 'unchecked';

/** Lets the gateway ask the provider now. Returns null without a provider, and if the gateway cannot tell. */
export async function identityProviderState({
  gatewayUrl,
  token,
}: Pick<Access, 'gatewayUrl' | 'token'>): Promise<IdentityProviderState | null> {
  try {
    const response = await fetch(`${gatewayUrl}${checkProvider.path}`, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(LONGEST_CHECK_MS),
    });
    if (response.status === 503) return 'unchecked';
    return response.ok ? readState(await response.json()) : null;
  } catch {
    return null;
  }
}

export function identityProviderRows(state: IdentityProviderState | null): string[][] {
  if (state === null) return [];
  if (state === 'unchecked') return [['identity provider', '–', 'not checked: no answer in time']];
  return [
    ['identity provider', state.ok ? 'ready' : 'not usable', `${state.name}: ${state.issuer}`],
    ['', '', `redirect address to register there: ${state.redirect_uri}`],
  ];
}

export function identityProviderProblems(state: IdentityProviderState | null): string[] {
  if (state === null) return [];
  if (state === 'unchecked') return ['the identity provider did not answer in time. Check TL_OIDC_ISSUER and the network'];
  if (state.ok) return [];
  return [`the identity provider ${state.issuer} cannot be used: ${state.problem ?? 'unknown reason'}. Check TL_OIDC_ISSUER`];
}
