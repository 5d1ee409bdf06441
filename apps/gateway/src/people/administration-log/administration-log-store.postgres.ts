import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Any, Repository } from 'typeorm';
import { Transactions } from '../../kit/database/transactions.js';
import { AdministrationLogEntity } from './administration-log.entity.js';
import type { AdministrationLogStore, EntryQuery } from './administration-log-store.js';
import { OWN_SUBJECTS, type ActorType, type Entry, type NewEntry } from './entry.js';
import type { EntryKind } from './kinds.js';

type Row = Omit<AdministrationLogEntity, 'id' | 'at'>;

const orNull = (text: string | undefined): string | null => text ?? null;

const rowOf = ({ actor, credential, subject, ...entry }: NewEntry): Row => ({
  kind: entry.kind,
  actorType: actor.type,
  actorId: orNull(actor.id),
  actorName: orNull(actor.name),
  address: orNull(entry.address),
  credentialKind: orNull(credential?.kind),
  credentialId: orNull(credential?.id),
  credentialName: orNull(credential?.name),
  subjectType: subject.type,
  subjectId: orNull(subject.id),
  subjectName: orNull(subject.name),
  libraryId: orNull(entry.libraryId),
  changes: entry.changes,
});

const credentialOf = ({ credentialKind, credentialId, credentialName }: AdministrationLogEntity): Entry['credential'] =>
  credentialKind === null || credentialId === null
    ? undefined
    : {
        kind: credentialKind as 'token' | 'session',
        id: credentialId,
        ...(credentialName === null ? {} : { name: credentialName }),
      };

const entryOf = (row: AdministrationLogEntity): Entry => ({
  id: row.id,
  at: row.at.toISOString(),
  kind: row.kind as EntryKind,
  actor: { type: row.actorType as ActorType, id: row.actorId ?? undefined, name: row.actorName ?? undefined },
  address: row.address ?? undefined,
  credential: credentialOf(row),
  subject: { type: row.subjectType, id: row.subjectId ?? undefined, name: row.subjectName ?? undefined },
  libraryId: row.libraryId ?? undefined,
  changes: row.changes,
});

/** Each filter as a condition with its own parameter. */
const CONDITIONS: Readonly<Record<Exclude<keyof EntryQuery, 'limit'>, string>> = {
  libraryId: 'entry.library_id = :libraryId',
  actor: '(entry.actor_id = :actor or entry.actor_name = :actor)',
  kind: `(entry.kind = :kind or split_part(entry.kind, '.', 1) = :kind)`,
  subject: '(entry.subject_id = :subject or entry.subject_name = :subject)',
  from: 'entry.at >= :from',
  until: 'entry.at < :until',
  before: 'entry.id < :before',
};

@Injectable()
export class PostgresAdministrationLogStore implements AdministrationLogStore {
  constructor(
    @InjectRepository(AdministrationLogEntity) private readonly entries: Repository<AdministrationLogEntity>,
    private readonly transactions: Transactions,
  ) {}

  append<T>(change: () => Promise<T>, entriesOf: (result: T) => readonly NewEntry[]): Promise<T> {
    return this.transactions.run(async (manager) => {
      const result = await change();
      const rows = entriesOf(result).map(rowOf);
      if (rows.length > 0) await manager.insert(AdministrationLogEntity, rows);
      return result;
    });
  }

  async list({ limit, ...query }: EntryQuery): Promise<readonly Entry[]> {
    const select = this.entries.createQueryBuilder('entry').orderBy('entry.id', 'DESC').limit(limit);
    for (const [name, value] of Object.entries(query)) select.andWhere(CONDITIONS[name as keyof typeof query], { [name]: value });
    return (await select.getMany()).map(entryOf);
  }

  async forgetUser(userId: string, endedLibraries: readonly string[]): Promise<void> {
    const none = { subjectName: null };
    await this.entries.update({ actorId: userId }, { actorName: null, address: null, credentialName: null });
    await this.entries.update({ subjectType: 'user', subjectId: userId }, none);
    await this.entries.update({ actorId: userId, subjectType: Any(OWN_SUBJECTS) }, none);
    await this.entries.update({ libraryId: Any(endedLibraries) }, none);
    await this.entries.update({ subjectType: 'library', subjectId: Any(endedLibraries) }, none);
  }

  async removeExpired(): Promise<number> {
    const expired = this.entries.createQueryBuilder().delete().where(`at < now() - interval '2 years'`);
    return (await expired.execute()).affected ?? 0;
  }
}
