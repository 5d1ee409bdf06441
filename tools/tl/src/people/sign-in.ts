import { randomUUID } from 'node:crypto';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { noSuchUser } from './no-such-user.js';
import { readSignInLink } from './views.js';

export interface SignInOptions extends CommonOptions {
  readonly user?: string;
}

/** `tl sign-in`: the link is the only line on stdout, so that a script can take it. */
export async function signIn(context: CliContext, { user, ...options }: SignInOptions): Promise<void> {
  const client = await openClient(context, options);
  const body = user === undefined ? {} : { user };
  const link = readSignInLink(
    await client
      .json({ method: 'POST', path: '/api/v1/auth/links', body, idempotencyKey: randomUUID() })
      .catch((error: unknown) => noSuchUser(error, user)),
  );
  if (options.json === true) {
    await printJson(context, link);
    return;
  }
  context.terminal.say(`Signs ${user ?? 'you'} in, in the browser that opens it first, until ${link.expires_at}:`);
  await context.terminal.data(`${link.url}\n`);
}
