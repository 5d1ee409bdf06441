import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { AccountRows } from './account-rows.js';

/** `$1` is the user, `$2` are the ended libraries. */
type Statements = readonly (readonly [table: string, statement: string])[];

const CLOSE: Statements = [
  ['library_member', 'delete from control.library_member where library_id = any($2) and user_id <> $1'],
  ['library_invitation', 'delete from control.library_invitation where library_id = any($2) or made_by = $1 or used_by = $1'],
  ['kept_duplicate', 'delete from control.kept_duplicate where library_id = any($2)'],
  ['share_link', 'delete from control.share_link where library_id = any($2) or made_by = $1'],
  ['podcast_feed', 'delete from control.podcast_feed where library_id = any($2) or made_by = $1'],
  ['token', 'delete from control.token where user_id = $1 or library_id = any($2)'],
  ['sign_in_link', 'delete from control.sign_in_link where user_id = $1 or made_by = $1'],
  ['session', 'delete from control.session where user_id = $1'],
  ['session', 'update control.session set library_id = user_id where library_id = any($2) and user_id <> $1'],
  ['user', 'update control."user" set library_id = id where library_id = any($2) and id <> $1'],
  [
    'upload',
    `update control.upload set words = null, expires_at = now(),
       outcome = '{"kind": "refused", "refusal": {"code": "not-found", "detail": "The account is deleted."}}'
     where outcome is null and (user_id = $1 or library_id = any($2))`,
  ],
];

const ERASE: Statements = [
  ['identity', 'delete from control.identity where user_id = $1'],
  ['identity_start', 'delete from control.identity_start where user_id = $1'],
  ['passkey', 'delete from control.passkey where user_id = $1'],
  ['item_selection', 'delete from control.item_selection where user_id = $1 or library_id = any($2)'],
  ['data_export', 'delete from control.data_export where user_id = $1'],
  ['consent', 'delete from control.consent where user_id = $1'],
  ['quota_limit', 'delete from control.quota_limit where user_id = $1'],
  ['arrival', 'delete from control.arrival where library_id = any($2)'],
  ['quota_hold', 'delete from control.quota_hold where owner = any($2)'],
  ['idempotency_key', 'delete from control.idempotency_key where owner = $1 or owner = any($2)'],
  ['bulk_job', 'delete from control.bulk_job where library_id = any($2) or requested_by = $1'],
  ['source', 'delete from control.source where library_id = any($2)'],
  ['job', 'delete from control.job where library_id = any($2)'],
  ['webhook_endpoint', 'delete from control.webhook_endpoint where library_id = any($2)'],
  ['template', 'delete from control.template where library_id = any($2)'],
  ['document_rule', 'delete from control.document_rule where library_id = any($2)'],
  ['dismissed_rule', 'delete from control.dismissed_rule where library_id = any($2)'],
  ['notice_setting', 'delete from control.notice_setting where library_id = any($2)'],
  // The ids of removed channels are needed as long as pages show items.
  ['channel', `update control.channel set name = id::text, data_source_id = null, outputs = '{}' where library_id = any($2)`],
  ['library_member', 'delete from control.library_member where user_id = $1'],
  [
    'library',
    `update control.library set name = 'deleted', default_language = null, vocabulary = '{}', settings = null where id = any($2)`,
  ],
  [
    'user',
    `update control."user" set name = null, library_id = id, role = 'viewer', disabled_at = coalesce(disabled_at, now())
     where id = $1`,
  ],
];

/** Tables that end in another way, with the reason. A spec compares all tables with the schema. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  credential: 'removed with its secret, by the service of credentials',
  preset: 'removed before the credentials that it uses',
  upload_piece: 'removed with its bytes, by the sweep of uploads',
  administration_log: 'keeps its entries without names',
  account_deletion: 'names the account by its id only',
  job_run: 'removed with its job',
  podcast_item: 'removed with its feed',
  notice_cause: 'removed with its setting',
  identity_session: 'removed with its identity',
};

/** SQL: the tables belong to many modules, and all rows of an account end at once. */
@Injectable()
export class PostgresAccountRows implements AccountRows {
  static readonly tables: ReadonlySet<string> = new Set([...CLOSE, ...ERASE].map(([table]) => table));

  constructor(@InjectDataSource() private readonly control: DataSource) {}

  close(userId: string, endedLibraries: readonly string[]): Promise<void> {
    return this.#run(CLOSE, userId, endedLibraries);
  }

  erase(userId: string, endedLibraries: readonly string[]): Promise<void> {
    return this.#run(ERASE, userId, endedLibraries);
  }

  async #run(statements: Statements, userId: string, endedLibraries: readonly string[]): Promise<void> {
    await this.control.transaction(async (manager) => {
      for (const [, statement] of statements) {
        const values = [userId, endedLibraries].filter((_, index) => statement.includes(`$${String(index + 1)}`));
        // PostgreSQL refuses a value that the statement does not use.
        await manager.query(values.length === 2 ? statement : statement.replaceAll('$2', '$1'), values);
      }
    });
  }
}
