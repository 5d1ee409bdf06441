import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { dateText, lengthText } from '../output/dates.js';
import { listing } from '../output/table.js';
import { sessionStatus } from './session-text.js';
import { readSessions, type SessionView } from '../client/session-views.js';

export interface SessionListOptions extends CommonOptions {
  readonly status?: string;
  readonly deleted?: boolean;
  readonly limit: number;
}

const LARGEST_PAGE = 200;
const HEADER = ['ID', 'STATUS', 'PROGRESS', 'LENGTH', 'CREATED', 'TITLE'];

export async function listSessions(context: CliContext, options: SessionListOptions): Promise<void> {
  const client = await openClient(context, options);
  const found: SessionView[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(Math.min(LARGEST_PAGE, options.limit - found.length)) });
    if (options.status !== undefined) query.set('status', options.status);
    if (options.deleted === true) query.set('deleted', 'true');
    if (cursor !== null) query.set('cursor', cursor);
    const page: ReturnType<typeof readSessions> = readSessions(
      await client.json({ path: `/api/v1/sessions?${query.toString()}` }),
    );
    found.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null && found.length < options.limit);
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
