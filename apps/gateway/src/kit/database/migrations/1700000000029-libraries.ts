import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables whose `library_id` referred to a user. */
const TABLES = [
  'upload',
  'credential',
  'channel',
  'template',
  'preset',
  'bulk_job',
  'source',
  'job',
  'job_run',
  'webhook_endpoint',
  'notice_setting',
];
const SETTINGS = ['default_language', 'vocabulary', 'settings', 'settings_revision'];

const refer = async (runner: QueryRunner, tables: readonly string[], target: string): Promise<void> => {
  for (const table of tables)
    await runner.query(`
      alter table control."${table}"
        drop constraint "${table}_library_id_fkey",
        add constraint "${table}_library_id_fkey" foreign key (library_id) references control."${target}"(id)`);
};

/** Makes each user's library a row with members. Users who worked in the library of another user become its members. */
export class Libraries1700000000029 implements MigrationInterface {
  readonly name = 'Libraries1700000000029';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.library (
        id char(26) primary key,
        name text not null constraint library_name_check check (name <> ''),
        personal boolean not null default false,
        default_language text,
        vocabulary text[] not null default '{}',
        settings jsonb,
        settings_revision integer not null default 1,
        revision integer not null default 1,
        created_at timestamptz not null default now()
      )`);
    await runner.query(`
      create table control.library_member (
        library_id char(26) not null references control.library(id) on delete cascade,
        user_id char(26) not null references control."user"(id),
        role text not null constraint library_member_role_check check (role in ('viewer', 'operator', 'owner')),
        created_at timestamptz not null default now(),
        primary key (library_id, user_id)
      )`);
    await runner.query('create index library_member_by_user on control.library_member (user_id)');
    await runner.query(`
      insert into control.library (id, name, personal, created_at, ${SETTINGS.join(', ')})
      select id, name, true, created_at, ${SETTINGS.join(', ')} from control."user"`);
    await runner.query(
      `insert into control.library_member (library_id, user_id, role, created_at) select id, id, 'owner', created_at from control."user"`,
    );
    await runner.query(`
      insert into control.library_member (library_id, user_id, role)
      select library_id, id, case role when 'viewer' then 'viewer' else 'operator' end from control."user" where library_id <> id`);
    await runner.query(`alter table control."user" ${SETTINGS.map((column) => `drop column ${column}`).join(', ')}`);
    await refer(runner, ['user', ...TABLES], 'library');
    for (const table of ['session', 'token']) {
      await runner.query(`alter table control.${table} add column library_id char(26)`);
      await runner.query(`update control.${table} c set library_id = u.library_id from control."user" u where u.id = c.user_id`);
      await runner.query(`alter table control.${table} alter column library_id set not null`);
    }
    await runner.query('alter table control.session add foreign key (library_id) references control.library(id)');
    await runner.query('alter table control.token add foreign key (library_id) references control.library(id) on delete cascade');
  }

  /** Fails if a library of several users has content of its own, because it would have no owner. */
  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['token', 'session']) await runner.query(`alter table control.${table} drop column library_id`);
    await runner.query(`
      alter table control."user"
        add column default_language text,
        add column vocabulary text[] not null default '{}',
        add column settings jsonb,
        add column settings_revision integer not null default 1`);
    await runner.query(`
      update control."user" u set default_language = l.default_language, vocabulary = l.vocabulary, settings = l.settings,
        settings_revision = l.settings_revision from control.library l where l.id = u.id`);
    await runner.query(`
      update control."user" u set library_id = id where not exists (select from control."user" o where o.id = u.library_id)`);
    await refer(runner, ['user', ...TABLES], 'user');
    await runner.query('drop table control.library_member');
    await runner.query('drop table control.library');
  }
}
