import { read, type EventView } from '../client/views.js';
import type { HttpClient } from '../client/http-client.js';
import { table } from '../output/table.js';
import { openClient, printJson, type CliContext, type CommonOptions } from './context.js';
import { findItem } from './find-recording.js';

const EVENTS_PAGE = '500';

/** Everything that was recorded after an event, or from the beginning on. */
export async function eventsAfter(client: HttpClient, path: string, from: string | undefined): Promise<readonly EventView[]> {
  const all: EventView[] = [];
  for (let after: string | null | undefined = from; after !== null;) {
    const query = new URLSearchParams({ limit: EVENTS_PAGE, ...(after === undefined ? {} : { after }) });
    const page: ReturnType<typeof read.events> = read.events(await client.json({ path: `${path}/events?${query.toString()}` }));
    all.push(...page.items);
    after = page.next_cursor;
  }
  return all;
}

export const eventRow = (one: EventView): readonly string[] => [
  one.occurred_at,
  one.status_after,
  one.type,
  one.step ?? '',
  one.message ?? '',
];

export interface EventOptions extends CommonOptions {
  readonly after?: string;
}

/** `tl events ID` */
export async function events(context: CliContext, id: string, options: EventOptions): Promise<void> {
  const client = await openClient(context, options);
  const all = await eventsAfter(client, await findItem(context, client, id), options.after);
  if (options.json === true) await printJson(context, all);
  else await context.terminal.data(all.length === 0 ? '' : table(all.map(eventRow)));
}
