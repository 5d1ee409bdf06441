import type { DataSource } from 'typeorm';
import { isScope } from '../tokens/scope.js';
import { STANDING, USER_AND_LIBRARY, standingOf, type StandingColumns } from '../users/user-store.postgres.js';
import type { SessionRecord, ValidSession } from './session.js';
import type { NewLink, NewSession, SessionStore } from './session-store.js';

interface SessionColumns {
  readonly id: string;
  readonly user_id: string;
  readonly scopes: readonly string[];
  readonly client: string | null;
  readonly created_at: Date;
  readonly last_used_at: Date;
  readonly expires_at: Date;
}

const recordOf = (row: SessionColumns): SessionRecord => ({
  id: row.id,
  userId: row.user_id,
  scopes: row.scopes.filter(isScope),
  client: row.client ?? undefined,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
});

const HOLDS = 's.revoked_at is null and s.expires_at > now()';

/** Two that come at once wait for each other at the row of the link, and the second finds it used. */
const REDEEM = `
  with used as (
    update control.sign_in_link k set used_at = now() from control."user" u
    where k.hash = $1 and k.used_at is null and k.expires_at > now() and u.id = k.user_id and u.disabled_at is null
    returning k.user_id, k.scopes
  )
  insert into control.session (id, user_id, scopes, hash, client, expires_at)
  select $2, user_id, scopes, $3, $4, $5 from used returning id`;

export class PostgresSessionStore implements SessionStore {
  constructor(private readonly control: DataSource) {}

  async addLink({ hash, userId, scopes, madeBy, expiresAt }: NewLink): Promise<void> {
    await this.control.query(
      `insert into control.sign_in_link (hash, user_id, scopes, made_by, expires_at) values ($1, $2, $3, $4, $5)`,
      [hash, userId, scopes, madeBy, expiresAt],
    );
  }

  async redeem(codeHash: string, { id, hash, client, expiresAt }: NewSession): Promise<boolean> {
    const made = await this.control.query<unknown[]>(REDEEM, [codeHash, id, hash, client ?? null, expiresAt]);
    return made.length === 1;
  }

  async findValid(hash: string): Promise<ValidSession | undefined> {
    const [row] = await this.control.query<(SessionColumns & StandingColumns)[]>(
      `select s.*, ${STANDING} from control.session s join (${USER_AND_LIBRARY}) on u.id = s.user_id
       where s.hash = $1 and ${HOLDS} and u.disabled_at is null`,
      [hash],
    );
    return row === undefined ? undefined : { ...recordOf(row), user: standingOf(row) };
  }

  async list(userId: string): Promise<readonly SessionRecord[]> {
    const rows = await this.control.query<SessionColumns[]>(
      `select s.* from control.session s where s.user_id = $1 and ${HOLDS} order by s.created_at desc, s.id desc`,
      [userId],
    );
    return rows.map(recordOf);
  }

  async revoke(userId: string, id: string): Promise<boolean> {
    const [, count] = await this.control.query<[unknown[], number]>(
      `update control.session set revoked_at = coalesce(revoked_at, now()) where id = $1 and user_id = $2`,
      [id, userId],
    );
    return count === 1;
  }

  async extend(id: string, expiresAt: string): Promise<void> {
    await this.control.query(`update control.session set expires_at = greatest(expires_at, $2) where id = $1`, [id, expiresAt]);
  }

  async markUsed(uses: ReadonlyMap<string, Date>): Promise<void> {
    await this.control.query(
      `update control.session s set last_used_at = greatest(s.last_used_at, used.at)
       from unnest($1::uuid[], $2::timestamptz[]) as used(id, at) where s.id = used.id`,
      [[...uses.keys()], [...uses.values()]],
    );
  }

  async removeExpired(): Promise<number> {
    const [, links] = await this.control.query<[unknown[], number]>(`delete from control.sign_in_link where expires_at < now()`);
    const [, sessions] = await this.control.query<[unknown[], number]>(
      `delete from control.session where expires_at < now() or revoked_at < now() - interval '1 day'`,
    );
    return links + sessions;
  }
}
