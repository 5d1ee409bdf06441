import { randomUUID } from 'node:crypto';
import { read } from '../client/views.js';
import { CliError, isCliError } from '../exit.js';
import { table } from '../output/table.js';
import { openClient, printJson, type CliContext, type CommonOptions } from './context.js';

const PATH = '/api/v1/me/tokens';

export interface CreateTokenOptions extends CommonOptions {
  readonly scopes?: string;
  readonly days?: number;
}

/** `tl token create NAME`: prints only the token on stdout, so that a script can read it. */
export async function createToken(context: CliContext, name: string, options: CreateTokenOptions): Promise<void> {
  const client = await openClient(context, options);
  const body = {
    name,
    ...(options.scopes === undefined ? {} : { scopes: options.scopes.split(',') }),
    ...(options.days === undefined ? {} : { expires_in_days: options.days }),
  };
  const made = read.createdToken(await client.json({ method: 'POST', path: PATH, body, idempotencyKey: randomUUID() }));
  if (options.json === true) {
    await printJson(context, made);
    return;
  }
  context.terminal.say(`${made.id}: ${made.scopes.join(', ')}. It is shown only now:`);
  await context.terminal.data(`${made.token}\n`);
}

export async function listTokens(context: CliContext, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { items } = read.tokens(await client.json({ path: PATH }));
  if (options.json === true) {
    await printJson(context, items);
    return;
  }
  const rows = items.map((one) => [
    one.id,
    one.scopes.join(','),
    one.last_used_at ?? 'never used',
    one.expires_at ?? 'does not expire',
    one.name,
  ]);
  await context.terminal.data(rows.length === 0 ? '' : table(rows));
}

export async function revokeToken(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  await client.call({ method: 'DELETE', path: `${PATH}/${encodeURIComponent(id)}` }).catch((error: unknown) => {
    if (!isCliError(error) || error.details.code !== 'not-found') throw error;
    throw new CliError('refused', `You have no token ${id}`, {
      code: 'not-found',
      tryInstead: '`tl token list` lists them.',
      cause: error,
    });
  });
  if (options.json === true) await printJson(context, { id, revoked: true });
  else context.terminal.say(`${id} is revoked`);
}
