import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Not, Raw, Repository } from 'typeorm';
import { isFuture, isPast } from '../../kit/database/times.js';
import { toUserAccessOrOwn, WITH_LIBRARIES } from '../users/user-store.postgres.js';
import { isScope } from '../../kit/http/access.js';
import { SessionEntity, SignInLinkEntity } from './session.entity.js';
import type { SessionRecord, ValidSession } from './session.js';
import type { NewLink, NewSession, SessionOwner, SessionStore } from './session-store.js';

const recordOf = (row: SessionEntity): SessionRecord => ({
  id: row.id,
  userId: row.userId,
  scopes: row.scopes.filter(isScope),
  client: row.client ?? undefined,
  address: row.address ?? undefined,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
});

/**
 * One statement: two simultaneous requests wait for each other at the row of the link, and the second one finds it used. The lock
 * waits for a request that disables the user and ends all sign-ins, which would not see the new one.
 */
const REDEEM = `
  with enabled as (
    select u.id, u.library_id from control.sign_in_link k join control."user" u on u.id = k.user_id
    where k.hash = $1 and u.disabled_at is null for key share of u
  ), used as (
    update control.sign_in_link k set used_at = now() from enabled u
    where k.hash = $1 and k.used_at is null and k.expires_at > now() and u.id = k.user_id
    returning k.user_id, u.library_id, k.scopes
  )
  insert into control.session (id, user_id, library_id, scopes, hash, client, address, expires_at)
  select $2, user_id, library_id, scopes, $3, $4, $5, $6 from used returning id`;

/** The lock is that of `REDEEM`. */
const OPEN = `
  insert into control.session (id, user_id, library_id, scopes, hash, client, address, expires_at)
  select $1, id, library_id, $3, $4, $5, $6, $7 from control."user" where id = $2 and disabled_at is null for key share
  returning id`;

@Injectable()
export class PostgresSessionStore implements SessionStore {
  constructor(
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    @InjectRepository(SignInLinkEntity) private readonly links: Repository<SignInLinkEntity>,
  ) {}

  async addLink({ scopes, expiresAt, ...link }: NewLink): Promise<void> {
    await this.links.insert({ ...link, scopes: [...scopes], expiresAt: new Date(expiresAt) });
  }

  async redeem(codeHash: string, { id, hash, client, address, expiresAt }: NewSession): Promise<boolean> {
    const made = await this.sessions.query<unknown[]>(REDEEM, [codeHash, id, hash, client ?? null, address, expiresAt]);
    return made.length === 1;
  }

  async open({ userId, scopes }: SessionOwner, { id, hash, client, address, expiresAt }: NewSession): Promise<boolean> {
    const values = [id, userId, [...scopes], hash, client ?? null, address, expiresAt];
    const made = await this.sessions.query<unknown[]>(OPEN, values);
    return made.length === 1;
  }

  async findValid(hash: string): Promise<ValidSession | undefined> {
    // With a join, `findOne` would send two statements.
    const [row] = await this.sessions.find({
      where: { hash, revokedAt: IsNull(), expiresAt: isFuture(), user: { disabledAt: IsNull() } },
      relations: { user: WITH_LIBRARIES },
    });
    return row && { ...recordOf(row), user: toUserAccessOrOwn(row.user, row.libraryId) };
  }

  async list(userId: string): Promise<readonly SessionRecord[]> {
    const where = { userId, revokedAt: IsNull(), expiresAt: isFuture() };
    return (await this.sessions.find({ where, order: { createdAt: 'DESC', id: 'DESC' } })).map(recordOf);
  }

  async revoke(userId: string, id: string): Promise<boolean> {
    const { affected } = await this.sessions.update({ id, userId }, { revokedAt: () => 'coalesce(revoked_at, now())' });
    return affected === 1;
  }

  async revokeAll(userId: string, exceptId?: string): Promise<number> {
    return this.sessions.manager.transaction(async (manager) => {
      const now = (): string => 'now()';
      await manager.update(SignInLinkEntity, { userId, usedAt: IsNull() }, { usedAt: now });
      const others = exceptId === undefined ? {} : { id: Not(exceptId) };
      const active = { userId, revokedAt: IsNull(), expiresAt: isFuture(), ...others };
      return (await manager.update(SessionEntity, active, { revokedAt: now })).affected ?? 0;
    });
  }

  /** SQL: both rows change, or none. */
  async switchLibrary(id: string, libraryId: string): Promise<void> {
    await this.sessions.query(
      `with switched as (update control.session set library_id = $2::char(26) where id = $1 returning user_id)
       update control."user" u set library_id = $2::char(26) from switched s where u.id = s.user_id`,
      [id, libraryId],
    );
  }

  /** SQL: of several simultaneous requests, the latest expiry wins. */
  async extend(id: string, expiresAt: string): Promise<void> {
    await this.sessions.query(`update control.session set expires_at = greatest(expires_at, $2) where id = $1`, [id, expiresAt]);
  }

  /** SQL: one statement marks any number of sign-ins, and never moves a time back. */
  async markUsed(uses: ReadonlyMap<string, Date>): Promise<void> {
    await this.sessions.query(
      `update control.session s set last_used_at = greatest(s.last_used_at, used.at)
       from unnest($1::uuid[], $2::timestamptz[]) as used(id, at) where s.id = used.id`,
      [[...uses.keys()], [...uses.values()]],
    );
  }

  async removeExpired(): Promise<number> {
    const links = await this.links.delete({ expiresAt: isPast() });
    const sessions = await this.sessions.delete([
      { expiresAt: isPast() },
      { revokedAt: Raw((time) => `${time} < now() - interval '1 day'`) },
    ]);
    return (links.affected ?? 0) + (sessions.affected ?? 0);
  }
}
