import { request, type SignInLink } from '@throughline/api-client';
import { makeSignInLink } from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { rethrowUnknownUser } from '../account/unknown-user.js';
import { readSignInLink } from '../client/user-views.js';

export interface SignInOptions extends CommonOptions {
  readonly user?: string;
}

/** Requests a link that signs a browser in once. Default: for the token's user. */
export const requestSignInLink = async (client: HttpClient, user?: string): Promise<SignInLink> =>
  readSignInLink(await client.json(once(request(makeSignInLink, { body: { user } }))));

/** `tl sign-in`: prints only the link on stdout, so that a script can read it. */
export async function signIn(context: CliContext, { user, ...options }: SignInOptions): Promise<void> {
  const link = await requestSignInLink(await openClient(context, options), user).catch((error: unknown) =>
    rethrowUnknownUser(error, user),
  );
  if (options.json === true) {
    await printJson(context, link);
    return;
  }
  context.terminal.say(`Signs ${user ?? 'you'} in, in the browser that opens it first, until ${link.expires_at}:`);
  await context.terminal.data(`${link.url}\n`);
}
