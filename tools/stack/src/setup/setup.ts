import { AuthorizationError, UserAuthenticationExpiredError } from '@nats-io/transport-node';
import pg from 'pg';
import { findLogChange } from '../log-continuity.js';
import { ensureStreams } from '../nats/streams.js';
import { ensureDatabase, OWNER_ROLE, PROJECTOR_ROLE } from '../postgres/database.js';
import { errorCode, messageOf, problemKind, StackProblem } from '../problem.js';
import { migrateTables } from '../services/migrate-tables.js';
import type { SetupConfig } from './config.js';
import { retryUntilUp } from './retry-until-up.js';

type Say = (message: string) => void;

/**
 * Prepares streams, the database with its roles, and the projector's tables, and checks that log and tables belong together.
 * Runs at every deployment, before the services start, and can be repeated.
 */
export async function setUp(config: SetupConfig, projectRoot: string, say: Say): Promise<void> {
  const { nats, postgres, waitMs } = config;
  await prepareStreams(config, say);
  await prepareDatabase(config, say);
  await prepareTables(config, projectRoot, say);
  const change = await retryUntilUp({
    what: 'PostgreSQL',
    waitMs,
    say,
    isPassing: isPassingOfPostgres,
    run: () =>
      findLogChange({ natsUrl: nats.url, user: nats.user, adminPassword: nats.password, databaseUrl: postgres.projector.url }),
  });
  if (change !== undefined) throw logChangedProblem(change);
  say('log and tables belong together');
}

export async function prepareStreams({ nats, waitMs }: Pick<SetupConfig, 'nats' | 'waitMs'>, say: Say): Promise<void> {
  const { url, user, password, replicas } = nats;
  await retryUntilUp({
    what: 'NATS',
    waitMs,
    say,
    isPassing: isPassingOfNats,
    run: () => ensureStreams(url, password, { user, replicas }),
  });
  say(
    replicas === 1 ? 'the streams are ready, with one copy each' : `the streams are ready, with ${String(replicas)} copies each`,
  );
}

async function prepareDatabase({ postgres, waitMs }: SetupConfig, say: Say): Promise<void> {
  const { adminUrl, gateway, projector, owner, search } = postgres;
  if (adminUrl === undefined) {
    say('the database and its roles are unchanged: TL_POSTGRES_ADMIN_URL is not set');
    return;
  }
  const { notes } = await retryUntilUp({
    what: 'PostgreSQL',
    waitMs,
    say,
    isPassing: isPassingOfPostgres,
    run: () =>
      ensureDatabase(adminUrl, {
        gateway: gateway.password,
        projector: projector.password,
        projectionOwner: owner.password,
        search: search.password,
      }),
  });
  for (const note of notes) say(note);
  say('the database and its roles are ready');
}

async function prepareTables({ postgres, waitMs, env }: SetupConfig, projectRoot: string, say: Say): Promise<void> {
  const { url } = postgres.owner;
  await retryUntilUp({ what: 'PostgreSQL', waitMs, say, isPassing: isPassingOfPostgres, run: () => requireLogin(url) });
  await migrateTables({ projectRoot, env, ownerUrl: url, serviceRole: PROJECTOR_ROLE });
  say('the tables are ready');
}

/** No such role, or another password. */
const REFUSED_LOGIN = new Set<unknown>(['28000', '28P01']);

async function requireLogin(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  try {
    await client.connect();
  } catch (error) {
    if (!REFUSED_LOGIN.has(errorCode(error))) throw error;
    throw new StackProblem(
      'start-failed',
      `the database refuses ${OWNER_ROLE}, the owner of the tables (${messageOf(error)}): create this role as docs/containers.md ` +
        'says ("A cluster"), or set TL_POSTGRES_ADMIN_URL',
      { cause: error },
    );
  } finally {
    await client.end();
  }
}

// "replicas > 1 not supported in non-clustered mode"
const NOT_A_CLUSTER = 10_074;

/** During a leader election or without a member, a cluster answers with many kinds of errors. Only these are permanent. */
const isPassingOfNats = (error: unknown): boolean =>
  !(error instanceof AuthorizationError) &&
  !(error instanceof UserAuthenticationExpiredError) &&
  problemKind(error) !== 'event-stream-mismatch' &&
  errorCode(error) !== NOT_A_CLUSTER;

/** The server is unreachable, starting up (57P03) or shutting down (57P01, 57P02). */
const PASSING_OF_POSTGRES = new Set<unknown>([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  '57P01',
  '57P02',
  '57P03',
]);

const isPassingOfPostgres = (error: unknown): boolean =>
  PASSING_OF_POSTGRES.has(errorCode(error)) ||
  (error instanceof AggregateError && error.errors.some((one) => PASSING_OF_POSTGRES.has(errorCode(one))));

const logChangedProblem = (detail: string): StackProblem =>
  new StackProblem(
    'log-restored',
    `the tables were not built from this event log: ${detail}.
It was restored from an older copy, or belongs to another installation. Restore the newer copy. To accept the present log, and
lose what only the newer one contains, stop the services and rebuild the tables (docs/projection.md, "Commands"): with Compose
\`docker compose run --rm rebuild\`, in a cluster \`kubectl create job --from=cronjob/rebuild rebuild-now\`.`,
  );
