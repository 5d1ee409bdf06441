import { request, type AuditEvent } from '@throughline/api-client';
import { read } from '../client/views.js';
import type { HttpClient } from '../client/http-client.js';
import { table } from '../output/table.js';
import type { AnyOperations, ItemAddress } from '@throughline/api-client/items';
import { openClient, printJson, type CliContext, type CommonOptions } from './context.js';
import { tryLocations, findLocations } from './item-locations.js';

const EVENTS_PAGE = 500;

export async function fetchEventsAfter(
  client: HttpClient,
  { operations, path }: ItemAddress<AnyOperations>,
  from: string | undefined,
): Promise<readonly AuditEvent[]> {
  const all: AuditEvent[] = [];
  for (let after: string | null | undefined = from; after !== null;) {
    const query: { limit: number; after?: string | undefined } = { limit: EVENTS_PAGE, after };
    const page: ReturnType<typeof read.events> = read.events(await client.json(request(operations.events, { path, query })));
    all.push(...page.items);
    after = page.next_cursor;
  }
  return all;
}

export const eventRow = (one: AuditEvent): readonly string[] => [
  one.occurred_at,
  one.status_after,
  one.type,
  one.step ?? '',
  one.message ?? '',
];

export interface EventOptions extends CommonOptions {
  readonly after?: string;
}

export async function events(context: CliContext, id: string, options: EventOptions): Promise<void> {
  const client = await openClient(context, options);
  const places = await findLocations(context, client, id);
  const all = await tryLocations(places, (place) => fetchEventsAfter(client, place, options.after));
  if (options.json === true) await printJson(context, all);
  else await context.terminal.data(all.length === 0 ? '' : table(all.map(eventRow)));
}
