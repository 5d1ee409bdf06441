import pg from 'pg';
import type { Secrets } from '../data-folder/secrets.js';

export const DATABASE = 'throughline';
export const GATEWAY_ROLE = 'tl_gateway';
export const PROJECTOR_ROLE = 'tl_projector';

/**
 * The database and its roles; repeated at every start. Tables are made by the services' own migrations, each in its
 * schema. The gateway may read what the projector writes, and nobody but the projector may write it.
 */
export async function ensureDatabase(adminUrl: string, secrets: Omit<Secrets['postgres'], 'superuser'>): Promise<void> {
  await withClient(adminUrl, async (client) => {
    await ensureRole(client, GATEWAY_ROLE, secrets.gateway);
    await ensureRole(client, PROJECTOR_ROLE, secrets.projector);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  });
  await withClient(databaseUrl(adminUrl, DATABASE), async (client) => {
    await actFor(client, PROJECTOR_ROLE);
    await client.query(`
      revoke all on database ${DATABASE} from public;
      grant connect, create, temporary on database ${DATABASE} to ${GATEWAY_ROLE}, ${PROJECTOR_ROLE};
      revoke create on schema public from public;
      alter default privileges for role ${PROJECTOR_ROLE} grant usage on schemas to ${GATEWAY_ROLE};
      alter default privileges for role ${PROJECTOR_ROLE} grant select on tables to ${GATEWAY_ROLE};
    `);
  });
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  const verb = rowCount === 0 ? 'create' : 'alter';
  // Statements about roles take no parameters.
  await client.query(`${verb} role ${role} login password ${client.escapeLiteral(password)}`);
}

/** A hosted database has no superuser for us: whoever may make roles must become a member of one to grant in its name. */
async function actFor(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ may: boolean }>(`select pg_has_role($1, 'usage') as may`, [role]);
  if (rows[0]?.may !== true) await client.query(`grant ${role} to current_user`);
}

export function databaseUrl(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

export const roleUrl = (port: number, role: string, password: string): string =>
  `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${DATABASE}`;

async function withClient(connectionString: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
