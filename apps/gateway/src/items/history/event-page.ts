import type { UserNames } from '../../people/index.js';
import type { AuditEvent } from '../../adapters/projection/index.js';
import type { EventsQuery } from '../read/list-query.dto.js';
import type { ItemQueries } from '../read/item-queries.js';

export type NamedAuditEvent = Omit<AuditEvent, 'actor'> & {
  /** `name` is null for services, and for users whose name is unknown. */
  readonly actor: AuditEvent['actor'] & { readonly name: string | null };
};

export interface EventPage {
  readonly items: readonly NamedAuditEvent[];
  readonly next_cursor: string | null;
}

export interface EventsRequest {
  readonly owner: string;
  readonly id: string;
  readonly query: EventsQuery;
  readonly signal: AbortSignal;
}

/** Returns a page of the audit log of one item of the queries' pipelines. 404 for foreign and unknown ids. */
export async function readEventPage(
  { queries, names }: { readonly queries: ItemQueries; readonly names: UserNames },
  { owner, id, query, signal }: EventsRequest,
): Promise<EventPage> {
  const { events, more } = await queries.events(owner, id, query, signal);
  return { items: await addNames(events, names), next_cursor: more ? (events.at(-1)?.id ?? null) : null };
}

const userOf = ({ actor }: AuditEvent): readonly string[] => (actor.kind === 'user' ? [actor.id] : []);

/**
 * Adds names to events. The log keeps ids only, so that a name never has to be erased from it. Every reader of these events
 * works in the same library and may know the names.
 */
export async function addNames<E extends AuditEvent>(
  events: readonly E[],
  names: UserNames,
): Promise<readonly (E & NamedAuditEvent)[]> {
  const replaceIds = await names.replacer(events.flatMap(userOf));
  return events.map((event) => ({
    ...event,
    message: event.message === null ? null : replaceIds(event.message),
    actor: { ...event.actor, name: event.actor.kind === 'user' ? (names.known(event.actor.id) ?? null) : null },
  }));
}
