import { integer, oneOf, optionalText, readConfig, text } from '@throughline/service-kit';

const connection = {
  natsUrl: text('TL_NATS_URL', 'nats://127.0.0.1:4222'),
  natsUser: optionalText('TL_NATS_USER'),
  natsPassword: optionalText('TL_NATS_PASSWORD'),
  postgresUrl: text('TL_POSTGRES_URL'),
  /** 64 hex digits. Wraps the data keys of assets. */
  masterKey: text('TL_MASTER_KEY'),
  logLevel: oneOf('TL_LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error'], 'info'),
  maxEvents: integer('TL_PROJECTOR_BATCH', { min: 1, max: 50_000, fallback: 5_000 }),
  cacheSize: integer('TL_PROJECTOR_CACHE', { min: 1, max: 1_000_000, fallback: 2_000 }),
  /** The partition locks have one for themselves. A rebuild needs four, and one to create indexes. */
  connections: integer('TL_PROJECTOR_CONNECTIONS', { min: 5, max: 100, fallback: 8 }),
};

const service = {
  ...connection,
  httpHost: text('TL_HTTP_HOST', '127.0.0.1'),
  /** Port of the health endpoint; 0 picks a free port. */
  httpPort: integer('TL_HTTP_PORT', { min: 0, max: 65_535, fallback: 0 }),
  sweepEveryMs: integer('TL_SWEEP_EVERY_MS', { min: 100, max: 3_600_000, fallback: 30_000 }),
  /** Rate limit of the drift sweep. */
  driftRowsPerSecond: integer('TL_DRIFT_ROWS_PER_SECOND', { min: 1, max: 100_000, fallback: 200 }),
  sweepOlderThanMs: integer('TL_SWEEP_OLDER_THAN_MS', { min: 0, max: 86_400_000, fallback: 60_000 }),
};

/** Days to keep the tables that a rebuild has replaced. */
const keepOldDays = integer('TL_KEEP_OLD_TABLES', { min: 0, max: 365, fallback: 7 });

/** Updates the tables, before the service starts. Needs neither the log nor its keys. */
const migration = {
  /** The address with the role that owns the tables. */
  postgresUrl: text('TL_POSTGRES_URL'),
  /** The role of the running service, which receives its rights. Without one, only the owner may use the tables. */
  serviceRole: optionalText('TL_PROJECTOR_ROLE'),
  keepOldDays,
};

const command = {
  ...connection,
  keepOldDays,
  rebuildParallel: integer('TL_REBUILD_PARALLEL', { min: 1, max: 64, fallback: 4 }),
};

export type ConnectionConfig = ReturnType<typeof readConfig<typeof connection>>;
export type ProjectorConfig = ReturnType<typeof readConfig<typeof service>>;
export type CommandConfig = ReturnType<typeof readConfig<typeof command>>;

export const projectorConfig = (): ProjectorConfig => readConfig(service, process.env);
export const migrationConfig = (): ReturnType<typeof readConfig<typeof migration>> => readConfig(migration, process.env);
export const commandConfig = (): CommandConfig => readConfig(command, process.env);
