import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  integer,
  oneOf,
  optionalInteger,
  optionalText,
  publicUrl,
  readConfig,
  text,
  wait,
  type Setting,
} from '@throughline/service-kit';
import { artifactsUrlSetting } from '@throughline/artifact-store';
import { connectionsSetting } from '@throughline/bucket';
import { SIMULATED, type OutputConfig } from '@throughline/contracts';
import { accountSettings } from '@throughline/credentials';
import { mailConnections } from '@throughline/mail';
import { allowList, zoomSubscriptions } from '@throughline/outgoing';
import type { GatewayLimits, GatewaySettings } from './gateway-settings.js';
import { masterKeySetting } from './kit/master-key-setting.js';
import type { Token } from './kit/provide.js';
import type { QuotaLimits } from './people/quotas/index.js';
import { trustProxySetting } from './kit/http/trust-proxy-setting.js';
import { findSimulationProblems } from './workers/simulation/simulation-problems.js';
import { outputsFileSetting } from './outputs/outputs.js';
import { oidcSettings, readOidc } from './people/identities/oidc-settings.js';
import { readBearer } from './people/tokens/token.js';
import { retentionSetting } from './items/retention/retention-setting.js';
import { runDefaultsSetting } from './items/runs/run-defaults.js';
import { simulationSettings, type SimulationSettings } from './workers/simulation/settings.js';

const SHORTEST_TOKEN = 24;

/** Refuses short tokens, because they can be guessed. */
const tokenSetting = (name: string): Setting<string | undefined> => ({
  name,
  read(raw) {
    if (raw === undefined || raw === '') return { value: undefined };
    return raw.length >= SHORTEST_TOKEN && readBearer(`Bearer ${raw}`) === raw
      ? { value: raw }
      : { problem: `must be ${String(SHORTEST_TOKEN)} to 200 letters, digits and . _ ~ + / = -` };
  },
});

const limit = (name: string): Setting<number | undefined> => optionalInteger(name, { min: 0, max: Number.MAX_SAFE_INTEGER });

const settings = {
  httpHost: text('TL_HTTP_HOST', '127.0.0.1'),
  /** 0 takes any free port. */
  httpPort: integer('TL_HTTP_PORT', { min: 0, max: 65_535, fallback: 8080 }),
  webDir: text('TL_WEB_DIR', fileURLToPath(new URL('../../web/dist', import.meta.url))),
  /** Proxies whose X-Forwarded-* headers are trusted (docs/https.md). */
  trustProxy: trustProxySetting('TL_TRUST_PROXY'),
  /** The server's public address, if it differs from the address of requests: https://example.org/recordings. */
  publicUrl: publicUrl('TL_PUBLIC_URL'),
  natsUrl: text('TL_NATS_URL', 'nats://127.0.0.1:4222'),
  /** The monitoring endpoint of NATS, which tells that its disk is full: http://nats:8222. */
  natsMonitorUrl: optionalText('TL_NATS_MONITOR_URL'),
  natsUser: optionalText('TL_NATS_USER'),
  natsPassword: optionalText('TL_NATS_PASSWORD'),
  postgresUrl: text('TL_POSTGRES_URL'),
  /** 64 hex digits. Wraps the data keys of assets and seals stored answers. */
  masterKey: masterKeySetting('TL_MASTER_KEY'),
  /** Folder of the artifacts or, if they are in a bucket, of the files in transfer. */
  artifactsDir: text('TL_ARTIFACTS_DIR'),
  /** A bucket for the artifacts: `s3://connection/bucket/prefix`. */
  artifactsUrl: artifactsUrlSetting,
  /** S3 connections by name (docs/operating.md). */
  s3: connectionsSetting,
  /** Creates the first user and an admin token for it, if they are absent. */
  bootstrapToken: tokenSetting('TL_BOOTSTRAP_TOKEN'),
  /** The identity provider by which people sign in (docs/signing-in.md). */
  ...oidcSettings,
  /** Gives accounts to people who accept an invitation without one (docs/signing-in.md). */
  invitationsCreateUsers: oneOf('TL_INVITATIONS_CREATE_USERS', ['on', 'off'], 'off'),
  /** Lets people share items by links without an account (docs/sharing.md). */
  shareLinks: oneOf('TL_SHARE_LINKS', ['on', 'off'], 'on'),
  /** Required for reading `/metrics`. Without it, `/metrics` is open to everybody. */
  metricsToken: tokenSetting('TL_METRICS_TOKEN'),
  /** A JSON file with the outputs. Without it there is one folder output, `library`. */
  outputs: outputsFileSetting('TL_OUTPUTS_FILE', (path) => readFileSync(path, 'utf8')),
  /** Defaults of runs: a JSON file or JSON itself, a part of a run configuration. */
  runDefaults: runDefaultsSetting('TL_RUN_DEFAULTS', (path) => readFileSync(path, 'utf8')),
  /** Simulated connectors (docs/simulation.md). */
  simulation: oneOf('TL_SIMULATION', ['on', 'off'], 'off'),
  /** Folder of the simulated outputs' ledgers. Must equal the setting of the upload service. */
  simulationDir: optionalText('TL_SIMULATION_DIR'),
  /** The presence interval assumed for workers that were not heard yet. */
  presenceEveryMs: integer('TL_PRESENCE_EVERY_MS', { min: 50, max: 600_000, fallback: 5_000 }),
  /** Non-public addresses from which recordings may be fetched. Must equal the setting of the ingest service. */
  fetchAllowed: allowList('TL_FETCH_ALLOW'),
  /** Zoom connections by name, whose events are received (docs/sources.md). */
  zoom: zoomSubscriptions,
  /** Mail servers by name, through which notices are sent (docs/notices.md). */
  smtp: mailConnections,
  /** Replace the addresses of services with accounts. Must equal the settings of the upload and ingest services. */
  ...accountSettings('outputs', 'sources'),
  maxUploadBytes: integer('TL_MAX_UPLOAD_BYTES', { min: 1, max: 2 ** 50, fallback: 20 * 2 ** 30 }),
  uploadIdleMs: wait('TL_UPLOAD_IDLE_MS', { min: 100, fallback: 60_000 }),
  maxBodyBytes: integer('TL_MAX_BODY_BYTES', { min: 1_024, max: 64 * 2 ** 20, fallback: 2 ** 20 }),
  /**
   * Every read is answered by then, if need be with 503, and no statement takes longer. Less than the 5 seconds that `tl`
   * waits.
   */
  readDeadlineMs: integer('TL_READ_DEADLINE_MS', { min: 100, max: 60_000, fallback: 4_000 }),
  deletedKeepMs: integer('TL_DELETED_KEEP_MS', { min: 0, max: 100 * 365 * 86_400_000, fallback: 30 * 86_400_000 }),
  /** The operator's default of retention: the days until the deletion, and until the removal of the content. */
  retention: retentionSetting('TL_RETENTION_DAYS'),
  /** Monthly limits of each library without limits of its own. Without a value there is no limit. */
  quotaItems: limit('TL_QUOTA_ITEMS'),
  quotaBytes: limit('TL_QUOTA_BYTES'),
  quotaTranscriptionMinutes: limit('TL_QUOTA_TRANSCRIPTION_MINUTES'),
  quotaDeliveries: limit('TL_QUOTA_DELIVERIES'),
  /** Sustained requests per second of one token. A burst may be four times as many. */
  ratePerSecond: integer('TL_RATE_PER_SECOND', { min: 1, max: 100_000, fallback: 200 }),
  streamsPerUser: integer('TL_STREAMS_PER_USER', { min: 1, max: 100_000, fallback: 16 }),
  openUploadsPerUser: integer('TL_UPLOADS_PER_USER', { min: 1, max: 100_000, fallback: 200 }),
  librariesPerUser: integer('TL_LIBRARIES_PER_USER', { min: 0, max: 100_000, fallback: 20 }),
  sweepEveryMs: integer('TL_INTAKE_SWEEP_MS', { min: 100, max: 3_600_000, fallback: 10_000 }),
  orphanAgeMs: integer('TL_ORPHAN_AGE_MS', { min: 1_000, max: 2_000_000_000, fallback: 24 * 3_600_000 }),
  logLevel: oneOf('TL_LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error'], 'info'),
};

export type GatewayConfig = Omit<
  ReturnType<typeof readConfig<typeof settings>>,
  'simulation' | 'simulationDir' | 'outputs' | 'invitationsCreateUsers' | 'shareLinks'
> &
  Pick<GatewayLimits, 'perToken' | 'perStranger' | 'perFeed' | 'perEmbed' | 'perVisitor'> &
  Pick<GatewaySettings, 'outputs' | 'outputPatterns' | 'oidc'> & {
    readonly simulation: SimulationSettings;
    readonly quotas: QuotaLimits;
    readonly invitationsCreateUsers: boolean;
    readonly shareLinks: boolean;
  };

export const CONFIG: Token<GatewayConfig> = Symbol('GatewayConfig');

const BURST_SECONDS = 4;

/** Reads the settings. Throws one error that names every missing or wrong setting. */
export function readGatewayConfig(env: Readonly<Record<string, string | undefined>> = process.env): GatewayConfig {
  const read = readConfig(settings, env);
  const simulation = simulationSettings(read);
  const { outputs, patterns: outputPatterns } = read.outputs;
  const { oidc, problems: oidcProblems } = readOidc(read);
  const problems = [
    ...oidcProblems,
    ...outputProblems(outputs, simulation.on),
    ...scriptProblems(read.runDefaults['simulation'], outputs, simulation.on),
  ];
  if (problems.length > 0) throw new Error(`The configuration is wrong:\n${problems.map((one) => `  ${one}`).join('\n')}`);
  return {
    ...read,
    outputs,
    outputPatterns,
    simulation,
    oidc,
    invitationsCreateUsers: read.invitationsCreateUsers === 'on',
    shareLinks: read.shareLinks === 'on',
    quotas: {
      items: read.quotaItems ?? null,
      bytes: read.quotaBytes ?? null,
      transcription_minutes: read.quotaTranscriptionMinutes ?? null,
      deliveries: read.quotaDeliveries ?? null,
    },
    perToken: { perSecond: read.ratePerSecond, burst: read.ratePerSecond * BURST_SECONDS },
    perStranger: { perSecond: 1, burst: 30 },
    perFeed: { perSecond: 1, burst: 30 },
    perEmbed: { perSecond: 5, burst: 100 },
    perVisitor: { perSecond: 1, burst: 30 },
  };
}

/** A script that no step follows would fail every run, or make people wait in vain. */
function scriptProblems(scripts: unknown, outputs: readonly OutputConfig[], isOn: boolean): readonly string[] {
  if (scripts === undefined) return [];
  if (!isOn) return ['TL_RUN_DEFAULTS has a section simulation, which needs TL_SIMULATION=on'];
  return findSimulationProblems(scripts, { outputs, at: 'simulation' }).map(
    ({ pointer, message }) => `TL_RUN_DEFAULTS ${pointer} ${message}`,
  );
}

/** Deliveries to simulated outputs would wait for a worker that never comes. */
const outputProblems = (outputs: readonly OutputConfig[], isOn: boolean): readonly string[] =>
  isOn || !outputs.some(({ type }) => type === SIMULATED)
    ? []
    : [`TL_OUTPUTS_FILE has outputs of the type '${SIMULATED}', which need TL_SIMULATION=on`];
