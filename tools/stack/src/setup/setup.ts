import { AuthorizationError, UserAuthenticationExpiredError } from '@nats-io/transport-node';
import { findLogChange } from '../log-continuity.js';
import { ensureStreams } from '../nats/streams.js';
import { ensureDatabase } from '../postgres/database.js';
import { errorCode, problemKind, StackProblem } from '../problem.js';
import type { SetupConfig } from './config.js';
import { whenUp } from './when-up.js';

type Say = (message: string) => void;

/**
 * What an installation needs before its services start: streams, the database with its roles, and the certainty that log and tables
 * belong together. Repeated at every deployment; adds what is missing, and changes nothing that is as it should be.
 */
export async function setUp(config: SetupConfig, say: Say): Promise<void> {
  const { nats, postgres, waitMs } = config;
  const { replicas, user } = nats;
  await whenUp({
    what: 'NATS',
    waitMs,
    say,
    isPassing: isPassingOfNats,
    run: () => ensureStreams(nats.url, nats.password, { user, replicas }),
  });
  say(
    replicas === 1 ? 'the streams are there, with one copy each' : `the streams are there, with ${String(replicas)} copies each`,
  );
  await prepareDatabase(config, say);
  const change = await whenUp({
    what: 'PostgreSQL',
    waitMs,
    say,
    isPassing: isPassingOfPostgres,
    run: () =>
      findLogChange({ natsUrl: nats.url, user: nats.user, adminPassword: nats.password, databaseUrl: postgres.projector.url }),
  });
  if (change !== undefined) throw logChanged(change);
  say('log and tables belong together');
}

export async function prepareStreams({ nats, waitMs }: Pick<SetupConfig, 'nats' | 'waitMs'>, say: Say): Promise<void> {
  const { url, user, password, replicas } = nats;
  await whenUp({
    what: 'NATS',
    waitMs,
    say,
    isPassing: isPassingOfNats,
    run: () => ensureStreams(url, password, { user, replicas }),
  });
  say(
    replicas === 1 ? 'the streams are there, with one copy each' : `the streams are there, with ${String(replicas)} copies each`,
  );
}

async function prepareDatabase({ postgres, waitMs }: SetupConfig, say: Say): Promise<void> {
  const { adminUrl, gateway, projector } = postgres;
  if (adminUrl === undefined) {
    say('the database and its roles are left as they are: TL_POSTGRES_ADMIN_URL is not set');
    return;
  }
  await whenUp({
    what: 'PostgreSQL',
    waitMs,
    say,
    isPassing: isPassingOfPostgres,
    run: () => ensureDatabase(adminUrl, { gateway: gateway.password, projector: projector.password }),
  });
  say('the database and its roles are there');
}

// "replicas > 1 not supported in non-clustered mode"
const NOT_A_CLUSTER = 10_074;

/** A cluster that elects its leader, or still misses a member, answers with errors of many kinds; these do not pass. */
const isPassingOfNats = (error: unknown): boolean =>
  !(error instanceof AuthorizationError) &&
  !(error instanceof UserAuthenticationExpiredError) &&
  problemKind(error) !== 'event-stream-mismatch' &&
  errorCode(error) !== NOT_A_CLUSTER;

/** Not to be reached, or starting up (57P03) or shutting down (57P01, 57P02). */
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

const logChanged = (detail: string): StackProblem =>
  new StackProblem(
    'log-restored',
    `the event log is not the one that the tables were made from: ${detail}.
It was put back to an older copy, or belongs to another installation. Put the newer copy back. To take the present log for the truth, and
lose what only the newer one knew, stop the services and rebuild the tables: apps/status-projector/bundle/rebuild.main.js rebuild`,
  );
