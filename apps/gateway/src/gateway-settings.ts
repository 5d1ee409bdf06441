import type { OutputConfig } from '@throughline/contracts';
import type { AllowList } from '@throughline/outgoing';
import type { RateLimit } from './requests/rate-limit.js';
import type { RunDefaults } from './settings/run-defaults.js';
import type { SimulationSettings } from './settings/simulation.js';

export interface GatewayLimits {
  readonly maxUploadBytes: number;
  readonly uploadIdleMs: number;
  readonly maxBodyBytes: number;
  readonly perToken: RateLimit;
  readonly perStranger: RateLimit;
  /** Event streams of one user at the same time. */
  readonly streamsPerUser: number;
  /** Uploads in parts of one user that are not finished. */
  readonly openUploadsPerUser: number;
}

export interface GatewaySettings {
  readonly limits: GatewayLimits;
  readonly outputs: readonly OutputConfig[];
  readonly runDefaults: RunDefaults;
  readonly simulation: SimulationSettings;
  /** What recordings may be fetched from although it is not public. */
  readonly fetchAllowed: AllowList;
  /** How long the content of a deleted item is kept. */
  readonly deletedKeepMs: number;
  readonly trustProxy: boolean;
  /** Where people find this server; without it, where a request has found it. */
  readonly publicUrl: string | undefined;
  /** Signs links to files. */
  readonly masterKey: Uint8Array;
  /** Without one everybody who reaches this server may read its metrics. */
  readonly metricsToken?: string | undefined;
  /** Folder of the built page; without one the front door leads to the API's description. */
  readonly webDir?: string;
}
