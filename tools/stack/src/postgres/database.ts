import pg from 'pg';
import type { Secrets } from '../data-folder/secrets.js';
import { SEARCH_ROLE, ensureSearchSchema } from './search-schema.js';

export const DATABASE = 'throughline';
export const GATEWAY_ROLE = 'tl_gateway';
export const PROJECTOR_ROLE = 'tl_projector';
/** Owns the projector's tables. The running service never receives its password. */
export const OWNER_ROLE = 'tl_projection_owner';

export interface EnsuredDatabase {
  /** Parts that do not work, for the operator. */
  readonly notes: readonly string[];
}

const NO_TRIGRAMS =
  'PostgreSQL has no extension pg_trgm, so the search finds no similar spelling: install the additional modules of PostgreSQL (docs/operating.md)';

/**
 * Creates the database and its roles; repeated at every start. Migrations create the tables and give the projector its rights.
 * The gateway owns its own schema, and may read the tables of the projector and of the search.
 */
export async function ensureDatabase(
  adminUrl: string,
  secrets: Omit<Secrets['postgres'], 'superuser'>,
): Promise<EnsuredDatabase> {
  await withClient(adminUrl, async (client) => {
    await ensureRole(client, GATEWAY_ROLE, secrets.gateway);
    await ensureRole(client, PROJECTOR_ROLE, secrets.projector);
    await ensureRole(client, OWNER_ROLE, secrets.projectionOwner);
    await ensureRole(client, SEARCH_ROLE, secrets.search);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  });
  const hasTrigrams = await withClient(databaseUrl(adminUrl, DATABASE), async (client) => {
    await actFor(client, OWNER_ROLE);
    await actFor(client, SEARCH_ROLE);
    // It owns the tables of the search since an earlier release.
    await actFor(client, GATEWAY_ROLE);
    await client.query(`
      revoke all on database ${DATABASE} from public;
      grant connect, create, temporary on database ${DATABASE} to ${GATEWAY_ROLE}, ${OWNER_ROLE};
      -- Earlier releases let the projector create its schemas.
      revoke all on database ${DATABASE} from ${PROJECTOR_ROLE};
      revoke all on database ${DATABASE} from ${SEARCH_ROLE};
      grant connect on database ${DATABASE} to ${PROJECTOR_ROLE}, ${SEARCH_ROLE};
      revoke create on schema public from public;
      -- A return to an earlier release may have made the projector a member of the owner.
      revoke ${OWNER_ROLE} from ${PROJECTOR_ROLE};
      -- A return to an earlier release may have made the gateway a member of the owner of the search.
      revoke ${SEARCH_ROLE} from ${GATEWAY_ROLE};
      -- So that migrations can take over what the projector owns since an earlier release.
      grant ${PROJECTOR_ROLE} to ${OWNER_ROLE};
      alter default privileges for role ${OWNER_ROLE} grant usage on schemas to ${GATEWAY_ROLE};
      alter default privileges for role ${OWNER_ROLE} grant select on tables to ${GATEWAY_ROLE};
    `);
    return ensureSearchSchema(client, GATEWAY_ROLE);
  });
  return { notes: hasTrigrams ? [] : [NO_TRIGRAMS] };
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  const verb = rowCount === 0 ? 'create' : 'alter';
  // Statements about roles take no parameters.
  await client.query(`${verb} role ${role} login password ${client.escapeLiteral(password)}`);
}

/** Hosted databases give us no superuser. A user with CREATEROLE must be a member of a role to grant in its name. */
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

async function withClient<T>(connectionString: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
