import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { queryOptions } from '@tanstack/react-query';
import type { CurrentUser, Passkey } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList } from '../api/client.js';
import { openWithPasskey } from '../api/me.js';

export const passkeysQuery = queryOptions({
  queryKey: ['settings', 'me/passkeys'],
  queryFn: ({ signal }) => callList(api.listPasskeys, { signal }),
});

/** Loaded on use: most visits need no passkey. */
const webAuthn = (): Promise<typeof import('@simplewebauthn/browser')> => import('@simplewebauthn/browser');

/** The browser's dialog was closed, has timed out, or found no passkey: browsers do not say which. */
export class PasskeyNotUsed extends Error {
  readonly kind = 'passkey-not-used';
}

const nameOf = (error: unknown): unknown => (error instanceof Error ? error.name : undefined);

async function askBrowser<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (nameOf(error) === 'NotAllowedError' || nameOf(error) === 'AbortError') throw new PasskeyNotUsed('', { cause: error });
    throw error;
  }
}

/** True if this authenticator already has a passkey of the user. */
export const isKnownAuthenticator = (error: unknown): boolean => nameOf(error) === 'InvalidStateError';

export async function addPasskey(name: string): Promise<Passkey> {
  const { startRegistration } = await webAuthn();
  const { options } = await callApi(api.preparePasskey);
  const response = await askBrowser(() =>
    startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON }),
  );
  return callApi(api.addPasskey, { body: { name, response } });
}

export async function signInWithPasskey(): Promise<CurrentUser> {
  const { startAuthentication } = await webAuthn();
  const { options } = await callApi(api.preparePasskeySignIn);
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  return openWithPasskey(await askBrowser(() => startAuthentication({ optionsJSON })));
}

export const renamePasskey = (id: string, name: string): Promise<Passkey> =>
  callApi(api.renamePasskey, { path: { id }, body: { name } });
export const removePasskey = (id: string): Promise<void> => callApi(api.removePasskey, { path: { id } });
