import { artifactsUrlSetting } from '@throughline/artifact-store';
import { connectionsSetting } from '@throughline/bucket';
import { integer, oneOf, optionalText, readConfig, text } from '@throughline/service-kit';
import { masterKeySetting } from '../../kit/master-key-setting.js';

const settings = {
  httpHost: text('TL_HTTP_HOST', '127.0.0.1'),
  /** Port of health and metrics; 0 takes any free port. */
  httpPort: integer('TL_HTTP_PORT', { min: 0, max: 65_535, fallback: 0 }),
  natsUrl: text('TL_NATS_URL', 'nats://127.0.0.1:4222'),
  natsUser: optionalText('TL_NATS_USER'),
  natsPassword: optionalText('TL_NATS_PASSWORD'),
  /** The address of the database with the role that owns the schema `search`. */
  postgresUrl: text('TL_POSTGRES_URL'),
  /** 64 hex digits. Opens the data keys of assets. */
  masterKey: masterKeySetting('TL_MASTER_KEY'),
  /** Folder of the artifacts or, if they are in a bucket, of the files in transfer. */
  artifactsDir: text('TL_ARTIFACTS_DIR'),
  /** A bucket for the artifacts: `s3://connection/bucket/prefix`. */
  artifactsUrl: artifactsUrlSetting,
  /** S3 connections by name (docs/operating.md). */
  s3: connectionsSetting,
  logLevel: oneOf('TL_LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error'], 'info'),
};

export type SearchConfig = ReturnType<typeof readConfig<typeof settings>>;

/** Reads the settings. Throws one error that names every missing or wrong setting. */
export const readSearchConfig = (env: Readonly<Record<string, string | undefined>> = process.env): SearchConfig =>
  readConfig(settings, env);
