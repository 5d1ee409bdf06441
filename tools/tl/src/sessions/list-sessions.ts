import { request, type InputOf } from '@throughline/api-client';
import { listSessions as listSessionsOperation } from '@throughline/api-client/operations';
import { fetchItems } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { dateText, lengthText } from '../output/dates.js';
import { listing } from '../output/table.js';
import { sessionStatus } from './session-text.js';
import { readSessions } from '../client/session-views.js';

export interface SessionListOptions extends CommonOptions {
  readonly status?: string;
  readonly deleted?: boolean;
  readonly limit: number;
}

type Query = NonNullable<InputOf<typeof listSessionsOperation>['query']>;

const HEADER = ['ID', 'STATUS', 'PROGRESS', 'LENGTH', 'CREATED', 'TITLE'];

export async function listSessions(context: CliContext, options: SessionListOptions): Promise<void> {
  const client = await openClient(context, options);
  // The server names the statuses that it knows.
  const filters = {
    ...(options.status === undefined ? {} : { status: [options.status] }),
    ...(options.deleted === true ? { deleted: 'true' } : {}),
  } as Query;
  const found = await fetchItems(
    async ({ limit, cursor }) =>
      readSessions(await client.json(request(listSessionsOperation, { query: { limit, ...filters, cursor } }))),
    options.limit,
  );
  if (options.json === true) {
    await printJson(context, found);
    return;
  }
  if (found.length === 0) context.terminal.say('no sessions match');
  const rows = found.map((one) => [
    one.session_id,
    sessionStatus(one),
    `${String(one.progress)} %`,
    lengthText(one.duration_total),
    dateText(one.created_at),
    one.title ?? '',
  ]);
  await context.terminal.data(listing(HEADER, rows));
}
