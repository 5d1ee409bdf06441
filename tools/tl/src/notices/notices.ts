import { request, type NoticeKind, type Notices } from '@throughline/api-client';
import { changeNotices, getNotices, removeNotices as removeNoticesOperation } from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { readerOf } from '../client/read-answer.js';
import { atRevision } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { table } from '../output/table.js';

export const NOTICE_KINDS = ['failed', 'attention', 'quota'] as const satisfies readonly NoticeKind[];

export interface SetNoticesOptions extends CommonOptions {
  readonly only?: readonly NoticeKind[];
}

const readNotices = readerOf<Notices>('available', 'state', 'revision');

const fetchNotices = async (client: HttpClient): Promise<Notices> => readNotices(await client.json(request(getNotices)));

const STATES: Readonly<Record<Notices['state'], string>> = {
  off: 'off',
  unconfirmed: 'not confirmed: open the link in the mail that was sent to the address',
  on: 'on',
};

const noticesText = ({ available, state, email, kinds, last_sent_at: last, problem }: Notices): string =>
  table([
    ['notices', available ? STATES[state] : 'not available: the operator has set up no mail server or no public address'],
    ...(email === null ? [] : [['address', email]]),
    ...(kinds.length === 0 ? [] : [['about', kinds.join(', ')]]),
    ...(last === null ? [] : [['last notice', last]]),
    ...(problem === null ? [] : [['problem', problem]]),
  ]);

const print = (context: CliContext, options: CommonOptions, notices: Notices): Promise<void> =>
  options.json === true ? printJson(context, notices) : context.terminal.data(noticesText(notices));

export async function showNotices(context: CliContext, options: CommonOptions): Promise<void> {
  await print(context, options, await fetchNotices(await openClient(context, options)));
}

/** Sends the revision that it read, so that it does not overwrite a concurrent change. */
export async function setNotices(context: CliContext, email: string, options: SetNoticesOptions): Promise<void> {
  const client = await openClient(context, options);
  const body = { email, kinds: options.only };
  const change = atRevision(request(changeNotices, { body }), await fetchNotices(client));
  await print(context, options, readNotices(await client.json(change)));
}

export async function removeNotices(context: CliContext, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  await client.call(atRevision(request(removeNoticesOperation), await fetchNotices(client)));
  if (options.json === true) await printJson(context, { state: 'off' });
  else context.terminal.say('No notices are sent any more');
}
