import { currentRequest } from '../../kit/http/requests/current-request.js';
import type { AdministrationLogStore } from './administration-log-store.js';
import type { Changes } from './changes.js';
import type { Actor, NewEntry, Subject } from './entry.js';
import type { EntryKind } from './kinds.js';

export interface ChangeRecord {
  readonly kind: EntryKind;
  readonly subject: { readonly [Name in keyof Subject]?: Subject[Name] } & Pick<Subject, 'type'>;
  /** The library whose owners may read the entry. */
  readonly libraryId?: string;
  readonly changes?: Changes;
  /** Default: the user of the present request, else the system. */
  readonly actor?: Partial<Actor> & Pick<Actor, 'type'>;
  /** Default: the address of the present request. */
  readonly address?: string;
}

export type Records = ChangeRecord | readonly ChangeRecord[] | undefined | false;

const listOf = (records: Records): readonly ChangeRecord[] => {
  if (records === undefined || records === false) return [];
  return Array.isArray(records) ? (records as readonly ChangeRecord[]) : [records as ChangeRecord];
};

function presentActor(): Actor {
  const request = currentRequest();
  if (request === undefined) return { type: 'system', id: undefined, name: undefined };
  const user = request.visitor?.principal.user;
  return { type: user === undefined ? 'stranger' : 'user', id: user?.id, name: user?.name };
}

function entryOf({ kind, subject, libraryId, changes = {}, actor, address }: ChangeRecord): NewEntry {
  const request = currentRequest();
  return {
    kind,
    actor: actor === undefined ? presentActor() : { id: undefined, name: undefined, ...actor },
    address: address ?? request?.ip,
    credential: request?.visitor?.principal.credential,
    subject: { id: undefined, name: undefined, ...subject },
    libraryId,
    changes,
  };
}

/** Records who changed users, rights and settings, from where. Finds the actor and the address in the present request. */
export class AdministrationLog {
  constructor(private readonly store: AdministrationLogStore) {}

  /**
   * Makes a change and records it, in one transaction: every store that `change` uses joins it. So `change` waits for PostgreSQL
   * only, never for another service. Without records nothing is written, e.g. because the change was refused.
   */
  change<T>(change: () => Promise<T>, recordsOf: (result: T) => Records): Promise<T> {
    return this.store.append(change, (result) => listOf(recordsOf(result)).map(entryOf));
  }

  /** Records a change that another service makes, or that has no row. */
  async record(records: Records): Promise<void> {
    await this.store.append(
      () => Promise.resolve(),
      () => listOf(records).map(entryOf),
    );
  }
}
