import type { KnownNames } from '../users/known-names.js';
import type { AuditEvent } from './rows.js';

/** An event as people read it: who is in it is told by name. */
export type ToldAuditEvent = Omit<AuditEvent, 'actor'> & {
  /** `name` is null of services, and of users whose name is not known here any more. */
  readonly actor: AuditEvent['actor'] & { readonly name: string | null };
};

const userOf = ({ actor }: AuditEvent): readonly string[] => (actor.kind === 'user' ? [actor.id] : []);

/** The log keeps ids and no names, so that it never has to be changed; whoever may read it works in the same library and may know them. */
export async function toldEvents(events: readonly AuditEvent[], names: KnownNames): Promise<readonly ToldAuditEvent[]> {
  const tell = await names.teller(events.flatMap(userOf));
  return events.map((event) => ({
    ...event,
    message: event.message === null ? null : tell(event.message),
    actor: { ...event.actor, name: event.actor.kind === 'user' ? (names.known(event.actor.id) ?? null) : null },
  }));
}
