import { parseUrl } from '@throughline/contracts';
import { integer, optionalText, readConfig, text } from '@throughline/service-kit';
import { DATABASE, GATEWAY_ROLE, OWNER_ROLE, PROJECTOR_ROLE } from '../postgres/database.js';
import { SEARCH_ROLE } from '../postgres/search-schema.js';
import { StackProblem } from '../problem.js';

const settings = {
  natsUrl: text('TL_NATS_URL'),
  natsUser: text('TL_NATS_USER', 'admin'),
  natsPassword: text('TL_NATS_PASSWORD'),
  /** Number of servers with a copy of each stream: 1, or 3 or 5 in a cluster of at least that size. */
  replicas: integer('TL_NATS_REPLICAS', { min: 1, max: 5, fallback: 1 }),
  /** A user that may create roles and databases. Without one, the database operator must have created them. */
  adminUrl: optionalText('TL_POSTGRES_ADMIN_URL'),
  gatewayUrl: text('TL_POSTGRES_GATEWAY_URL'),
  projectorUrl: text('TL_POSTGRES_PROJECTOR_URL'),
  ownerUrl: text('TL_POSTGRES_OWNER_URL'),
  searchUrl: text('TL_POSTGRES_SEARCH_URL'),
  /** Limit in milliseconds for servers that are still starting. */
  waitMs: integer('TL_SETUP_WAIT_MS', { min: 0, max: 3_600_000, fallback: 120_000 }),
};

export interface RoleAddress {
  readonly url: string;
  readonly password: string;
}

export interface SetupConfig {
  readonly nats: { readonly url: string; readonly user: string; readonly password: string; readonly replicas: number };
  readonly postgres: {
    readonly adminUrl: string | undefined;
    readonly gateway: RoleAddress;
    readonly projector: RoleAddress;
    readonly owner: RoleAddress;
    readonly search: RoleAddress;
  };
  readonly waitMs: number;
  /** The environment of the program that migrates the tables. */
  readonly env: NodeJS.ProcessEnv;
}

/** Reads the role's password from the address of its service, so that it is configured only once. */
function roleAddress(name: string, url: string, role: string): RoleAddress {
  if (parseUrl(url) === undefined) throw new StackProblem('bad-usage', `${name} is not an address`);
  const { username, password, pathname } = new URL(url);
  if (decodeURIComponent(username) !== role || pathname !== `/${DATABASE}`)
    throw new StackProblem('bad-usage', `${name} must name the role ${role} and the database ${DATABASE}`);
  if (password === '') throw new StackProblem('bad-usage', `${name} has no password`);
  return { url, password: decodeURIComponent(password) };
}

export function readSetupConfig(env: Readonly<Record<string, string | undefined>> = process.env): SetupConfig {
  const read = readConfig(settings, env);
  const gateway = roleAddress('TL_POSTGRES_GATEWAY_URL', read.gatewayUrl, GATEWAY_ROLE);
  const projector = roleAddress('TL_POSTGRES_PROJECTOR_URL', read.projectorUrl, PROJECTOR_ROLE);
  const owner = roleAddress('TL_POSTGRES_OWNER_URL', read.ownerUrl, OWNER_ROLE);
  const search = roleAddress('TL_POSTGRES_SEARCH_URL', read.searchUrl, SEARCH_ROLE);
  if (read.replicas % 2 === 0)
    throw new StackProblem('bad-usage', 'TL_NATS_REPLICAS must be 1, 3 or 5: an even number tolerates no more failures');
  return {
    nats: { url: read.natsUrl, user: read.natsUser, password: read.natsPassword, replicas: read.replicas },
    postgres: { adminUrl: read.adminUrl, gateway, projector, owner, search },
    waitMs: read.waitMs,
    env,
  };
}
