import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { flag, integer, oneOf, optionalText, readConfig, text, wait } from '@throughline/service-kit';
import { artifactsUrlSetting } from '@throughline/artifact-store';
import { connectionsSetting } from '@throughline/bucket';
import { SIMULATED, type OutputConfig } from '@throughline/contracts';
import { googleSetting } from '@throughline/credentials';
import { allowList } from '@throughline/outgoing';
import { simulationProblems } from './simulation/simulation-problems.js';
import { masterKey } from './settings/master-key.js';
import { outputs } from './settings/outputs.js';
import { publicUrl } from './settings/public-url.js';
import { tokenSetting } from './settings/token-setting.js';
import { runDefaults } from './settings/run-defaults.js';
import { simulationSettings, type SimulationSettings } from './settings/simulation.js';

const settings = {
  httpHost: text('TL_HTTP_HOST', '127.0.0.1'),
  /** 0 takes any free port. */
  httpPort: integer('TL_HTTP_PORT', { min: 0, max: 65_535, fallback: 8080 }),
  /** The built page. */
  webDir: text('TL_WEB_DIR', fileURLToPath(new URL('../../web/dist', import.meta.url))),
  /** Believe X-Forwarded-For: only behind a proxy that sets it. */
  trustProxy: flag('TL_TRUST_PROXY', false),
  /** Where people find this server, where it is not what they ask for: https://recordings.example. */
  publicUrl: publicUrl('TL_PUBLIC_URL'),
  natsUrl: text('TL_NATS_URL', 'nats://127.0.0.1:4222'),
  natsUser: optionalText('TL_NATS_USER'),
  natsPassword: optionalText('TL_NATS_PASSWORD'),
  postgresUrl: text('TL_POSTGRES_URL'),
  /** 64 hex digits: wraps the data keys of assets, seals kept answers. */
  masterKey: masterKey('TL_MASTER_KEY'),
  /** Of the artifacts, or of what is on its way where they are kept in a bucket. */
  artifactsDir: text('TL_ARTIFACTS_DIR'),
  /** A bucket that keeps the artifacts: `s3://connection/bucket/prefix`. */
  artifactsUrl: artifactsUrlSetting,
  /** S3 connections by name (docs/operating.md). */
  s3: connectionsSetting,
  /** Makes the first user and an admin token for it, where they are absent. */
  bootstrapToken: tokenSetting('TL_BOOTSTRAP_TOKEN'),
  /** Asked of whoever reads `/metrics`; without it everybody may. */
  metricsToken: tokenSetting('TL_METRICS_TOKEN'),
  /** A JSON file with the outputs that recordings are delivered to; without it one folder output `library`. */
  outputs: outputs('TL_OUTPUTS_FILE', (path) => readFileSync(path, 'utf8')),
  /** What runs do where nobody says otherwise: a JSON file or JSON itself, a part of a run configuration. */
  runDefaults: runDefaults('TL_RUN_DEFAULTS', (path) => readFileSync(path, 'utf8')),
  /** Simulated connectors (docs/simulation.md). */
  simulation: oneOf('TL_SIMULATION', ['on', 'off'], 'off'),
  /** Where simulated outputs keep their ledgers; the upload service's own. */
  simulationDir: optionalText('TL_SIMULATION_DIR'),
  /** How often workers say that they are there, if they do not say otherwise. Milliseconds. */
  presenceEveryMs: integer('TL_PRESENCE_EVERY_MS', { min: 50, max: 600_000, fallback: 5_000 }),
  /** What recordings may be fetched from although it is not public; the same for the ingest service. */
  fetchAllowed: allowList('TL_FETCH_ALLOW'),
  /** Where Google is, if not at Google; the same for the upload service. */
  google: googleSetting('TL_GOOGLE_URL'),
  maxUploadBytes: integer('TL_MAX_UPLOAD_BYTES', { min: 1, max: 2 ** 50, fallback: 20 * 2 ** 30 }),
  uploadIdleMs: wait('TL_UPLOAD_IDLE_MS', { min: 100, fallback: 60_000 }),
  maxBodyBytes: integer('TL_MAX_BODY_BYTES', { min: 1_024, max: 64 * 2 ** 20, fallback: 2 ** 20 }),
  /** What is deleted can be restored for so long. */
  deletedKeepMs: integer('TL_DELETED_KEEP_MS', { min: 0, max: 100 * 365 * 86_400_000, fallback: 30 * 86_400_000 }),
  /** Requests a second of one token, for ever; a burst may be four times as many. */
  ratePerSecond: integer('TL_RATE_PER_SECOND', { min: 1, max: 100_000, fallback: 200 }),
  /** Event streams that one user may hold at the same time. */
  streamsPerUser: integer('TL_STREAMS_PER_USER', { min: 1, max: 100_000, fallback: 16 }),
  /** Uploads in parts that one user may have on the way at the same time. */
  openUploadsPerUser: integer('TL_UPLOADS_PER_USER', { min: 1, max: 100_000, fallback: 200 }),
  sweepEveryMs: integer('TL_INTAKE_SWEEP_MS', { min: 100, max: 3_600_000, fallback: 10_000 }),
  orphanAgeMs: integer('TL_ORPHAN_AGE_MS', { min: 1_000, max: 2_000_000_000, fallback: 24 * 3_600_000 }),
  logLevel: oneOf('TL_LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error'], 'info'),
};

export type GatewayConfig = Omit<ReturnType<typeof readConfig<typeof settings>>, 'simulation' | 'simulationDir'> & {
  readonly simulation: SimulationSettings;
};

/** Throws one error that names every setting that is missing or wrong. */
export function readGatewayConfig(env: Readonly<Record<string, string | undefined>> = process.env): GatewayConfig {
  const read = readConfig(settings, env);
  const simulation = simulationSettings(read);
  const problems = [
    ...outputProblems(read.outputs, simulation.on),
    ...scriptProblems(read.runDefaults['simulation'], read.outputs, simulation.on),
  ];
  if (problems.length > 0)
    throw new Error(`Configuration has ${String(problems.length)} problem(s):\n${problems.map((one) => `  ${one}`).join('\n')}`);
  return { ...read, simulation };
}

/** A script that nobody follows would fail every run, or be waited for in vain. */
function scriptProblems(scripts: unknown, outputs: readonly OutputConfig[], isOn: boolean): readonly string[] {
  if (scripts === undefined) return [];
  if (!isOn) return ['TL_RUN_DEFAULTS has a section simulation, which needs TL_SIMULATION=on'];
  return simulationProblems(scripts, { outputs, at: 'simulation' }).map(
    ({ pointer, message }) => `TL_RUN_DEFAULTS ${pointer} ${message}`,
  );
}

/** Deliveries to them would wait for a worker that does not come. */
const outputProblems = (outputs: readonly OutputConfig[], isOn: boolean): readonly string[] =>
  isOn || !outputs.some(({ type }) => type === SIMULATED)
    ? []
    : [`TL_OUTPUTS_FILE has outputs of the type '${SIMULATED}', which need TL_SIMULATION=on`];
