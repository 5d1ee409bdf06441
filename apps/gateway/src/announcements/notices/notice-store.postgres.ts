import { hkdfSync, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { open, seal } from '@throughline/contracts';
import { Repository, type EntityManager } from 'typeorm';
import { afterMs, capLeases, hasCome, isFree } from '../../kit/database/times.js';
import { updateReturning } from '../../kit/database/update-returning.js';
import { isActiveLibrary } from '../../people/index.js';
import { NoticeSettingEntity } from './notice.entity.js';
import type { KnownCause, NoticeKind, NoticeSettings } from './notice.js';
import { ABSENCE_MS, type NoticeChange, type NoticeClaim, type NoticeResult, type NoticeStore } from './notice-store.js';

/** The master key, from which the key that seals addresses is derived. */
export const NOTICE_KEY = Symbol('NOTICE_KEY');
const KEY_BYTES = 32;
/** A confirmation is sent once in this time. */
const CONFIRMATION_MS = 60_000;

/** Longer than the wait after a refused notice. */
const LONGEST_LOOK = `interval '7 hours'`;
const IS_DUE = `s.confirmed_at is not null and ${hasCome('s.next_look_at', LONGEST_LOOK)} and ${isFree('s.')}
  and ${isActiveLibrary('s.library_id')}`;

@Injectable()
export class PostgresNoticeStore implements NoticeStore {
  readonly #key: Uint8Array;

  constructor(
    @InjectRepository(NoticeSettingEntity) private readonly settings: Repository<NoticeSettingEntity>,
    @Inject(NOTICE_KEY) masterKey: Uint8Array,
  ) {
    this.#key = new Uint8Array(hkdfSync('sha256', masterKey, '', 'throughline notices', KEY_BYTES));
  }

  async find(libraryId: string): Promise<NoticeSettings | undefined> {
    const row = await this.settings.findOneBy({ libraryId });
    return row === null ? undefined : this.#settingsOf(row);
  }

  async save(libraryId: string, revision: number, { email, kinds }: NoticeChange): Promise<NoticeSettings | 'stale'> {
    const values = { sealedEmail: seal(this.#key, libraryId, email), kinds: [...kinds], problem: null };
    if (revision === 0) return this.#add(libraryId, values);
    const before = await this.find(libraryId);
    const isSame = before?.email === email;
    const row = await updateReturning(
      this.settings,
      { libraryId, revision },
      {
        ...values,
        ...(isSame ? {} : { confirmedAt: null, baselineDue: true }),
        nextLookAt: () => 'now()',
        revision: revision + 1,
      },
    );
    return (row && this.#settingsOf(row)) ?? 'stale';
  }

  async startConfirmation(libraryId: string): Promise<boolean> {
    const [rows] = await this.settings.query<[unknown[], number]>(
      `update control.notice_setting set confirmation_at = now() where library_id = $1 and sealed_email is not null
         and (confirmation_at is null or confirmation_at > now() or confirmation_at <= now() - $2::float8 * interval '1 ms') returning library_id`,
      [libraryId, CONFIRMATION_MS],
    );
    return rows.length === 1;
  }

  async confirm(libraryId: string, email: string): Promise<boolean> {
    const found = await this.find(libraryId);
    if (found?.email !== email) return false;
    if (found.confirmedAt !== undefined) return true;
    const changed = await this.settings.update(
      { libraryId, revision: found.revision },
      { confirmedAt: () => 'now()', nextLookAt: () => 'now()', revision: found.revision + 1 },
    );
    return changed.affected === 1;
  }

  async remove(libraryId: string): Promise<void> {
    await this.settings.manager.transaction(async (manager) => {
      await manager.query(
        `update control.notice_setting set sealed_email = null, kinds = '{}', confirmed_at = null, baseline_due = true,
           last_sent_at = null, problem = null, claim = null, lease_until = null, revision = revision + 1
         where library_id = $1 and sealed_email is not null`,
        [libraryId],
      );
      await manager.query('delete from control.notice_cause where library_id = $1', [libraryId]);
    });
  }

  async due(limit: number): Promise<readonly string[]> {
    await capLeases(this.settings.manager, 'notice_setting');
    const rows = await this.settings.query<{ library_id: string }[]>(
      `select s.library_id from control.notice_setting s where ${IS_DUE} order by s.next_look_at limit $1`,
      [limit],
    );
    return rows.map(({ library_id }) => library_id);
  }

  async claim(libraryId: string, leaseMs: number): Promise<NoticeClaim | undefined> {
    const token = randomUUID();
    const [[row]] = await this.settings.query<[{ quiet_ms: number | null }[], number]>(
      `update control.notice_setting s set claim = $2, lease_until = ${afterMs('$3')} where s.library_id = $1 and ${IS_DUE}
       returning case when s.last_sent_at <= now() then (extract(epoch from now() - s.last_sent_at) * 1000)::float8 end as quiet_ms`,
      [libraryId, token, leaseMs],
    );
    const settings = row === undefined ? undefined : await this.find(libraryId);
    return settings === undefined ? undefined : { settings, token, quietMs: row?.quiet_ms ?? undefined };
  }

  async renew({ settings: { libraryId }, token }: NoticeClaim, leaseMs: number): Promise<boolean> {
    const [rows] = await this.settings.query<[unknown[], number]>(
      `update control.notice_setting set lease_until = ${afterMs('$3')} where library_id = $1 and claim = $2 returning library_id`,
      [libraryId, token, leaseMs],
    );
    return rows.length === 1;
  }

  compare({ settings: { libraryId }, token }: NoticeClaim, keys: readonly string[]): Promise<readonly KnownCause[]> {
    return this.settings.manager.transaction(async (manager) => {
      const held = await this.#lock(manager, libraryId, token);
      if (held === undefined) return [];
      // A clock that was set back must not delay a notice by the jumped time.
      await manager.query(
        `update control.notice_cause set found_at = least(found_at, now()), absent_since = least(absent_since, now())
         where library_id = $1 and (found_at > now() or absent_since > now())`,
        [libraryId],
      );
      // An anti-join, because comparing each key with each other one takes long when there are thousands.
      await manager.query(
        `update control.notice_cause c set absent_since = now() where library_id = $1 and absent_since is null
           and not exists (select from unnest($2::text[]) k where k = c.key)`,
        [libraryId, keys],
      );
      // Before the present causes count as present: one that returns later than this is another cause.
      await manager.query(
        `delete from control.notice_cause where library_id = $1 and absent_since <= now() - $2::float8 * interval '1 ms'`,
        [libraryId, ABSENCE_MS],
      );
      await manager.query(
        `insert into control.notice_cause as c (library_id, key, noticed_at) select $1, k, case when $3 then now() end
         from unnest($2::text[]) k on conflict (library_id, key) do update
         set noticed_at = coalesce(c.noticed_at, excluded.noticed_at), absent_since = null
         where c.absent_since is not null or (c.noticed_at is null and excluded.noticed_at is not null)`,
        [libraryId, keys, held.baseline_due],
      );
      await manager.query('update control.notice_setting set baseline_due = false where library_id = $1', [libraryId]);
      const rows = await manager.query<{ key: string; age_ms: number; is_noticed: boolean }[]>(
        `select key, (extract(epoch from now() - found_at) * 1000)::float8 as age_ms, noticed_at is not null as is_noticed
         from control.notice_cause where library_id = $1 and absent_since is null order by found_at, key`,
        [libraryId],
      );
      return rows.map(({ key, age_ms: ageMs, is_noticed: isNoticed }) => ({ key, ageMs, isNoticed }));
    });
  }

  async finish({ settings: { libraryId }, token }: NoticeClaim, { noticed, problem, nextLookMs }: NoticeResult): Promise<void> {
    await this.settings.manager.transaction(async (manager) => {
      if ((await this.#lock(manager, libraryId, token)) === undefined) return;
      await manager.query('update control.notice_cause set noticed_at = now() where library_id = $1 and key = any($2::text[])', [
        libraryId,
        noticed,
      ]);
      await manager.query(
        `update control.notice_setting set claim = null, lease_until = null, problem = $2, next_look_at = ${afterMs('$3')},
           last_sent_at = case when $4 then now() else last_sent_at end where library_id = $1`,
        [libraryId, problem ?? null, nextLookMs, noticed.length > 0],
      );
    });
  }

  /** Fills the row of removed settings, if there is one. */
  async #add(
    libraryId: string,
    { sealedEmail, kinds }: { readonly sealedEmail: string; readonly kinds: readonly NoticeKind[] },
  ): Promise<NoticeSettings | 'stale'> {
    const rows = await this.settings.query<unknown[]>(
      `insert into control.notice_setting as s (library_id, sealed_email, kinds) values ($1, $2, $3)
       on conflict (library_id) do update set sealed_email = excluded.sealed_email, kinds = excluded.kinds, next_look_at = now(),
         revision = s.revision + 1 where s.sealed_email is null returning library_id`,
      [libraryId, sealedEmail, kinds],
    );
    return rows.length === 0 ? 'stale' : ((await this.find(libraryId)) ?? 'stale');
  }

  async #lock(manager: EntityManager, libraryId: string, token: string): Promise<{ readonly baseline_due: boolean } | undefined> {
    const [row] = await manager.query<{ baseline_due: boolean }[]>(
      'select baseline_due from control.notice_setting where library_id = $1 and claim = $2 for update',
      [libraryId, token],
    );
    return row;
  }

  #settingsOf(row: NoticeSettingEntity): NoticeSettings | undefined {
    if (row.sealedEmail === null) return undefined;
    return {
      libraryId: row.libraryId,
      email: open(this.#key, row.libraryId, row.sealedEmail),
      kinds: row.kinds,
      confirmedAt: row.confirmedAt?.toISOString(),
      lastSentAt: row.lastSentAt?.toISOString(),
      problem: row.problem ?? undefined,
      revision: row.revision,
    };
  }
}
