import type { OutputConfig, OutputPatterns, RetentionConfig } from '@throughline/contracts';
import type { MailConnections } from '@throughline/mail';
import type { AllowList, ZoomSubscription } from '@throughline/outgoing';
import type { TrustedProxies } from './kit/http/trust-proxy-setting.js';
import type { RateLimit } from './kit/http/requests/rate-limit.js';
import type { RunDefaults } from './items/runs/run-defaults.js';
import type { OidcSettings } from './people/identities/oidc-settings.js';
import type { QuotaLimits } from './people/quotas/index.js';
import type { SimulationSettings } from './workers/simulation/settings.js';

export interface GatewayLimits {
  readonly maxUploadBytes: number;
  readonly uploadIdleMs: number;
  readonly maxBodyBytes: number;
  /** Every read is answered by then, if need be with 503. */
  readonly readDeadlineMs: number;
  readonly perToken: RateLimit;
  readonly perStranger: RateLimit;
  /** Fetches of one podcast feed, by everybody. */
  readonly perFeed: RateLimit;
  /** Fetches of one embed, by everybody. Each visitor of a page that shows it fetches it once. Transcripts have the same limit again. */
  readonly perEmbed: RateLimit;
  /** Fetches of one podcast feed or embed by one address, so that one visitor cannot use up the fetches of all. */
  readonly perVisitor: RateLimit;
  readonly streamsPerUser: number;
  readonly openUploadsPerUser: number;
  /** Libraries that a user can own beside the personal one. Quotas count in each library. */
  readonly librariesPerUser: number;
}

export interface GatewaySettings extends GatewayLimits {
  readonly outputs: readonly OutputConfig[];
  /** The patterns of these outputs, whose definitions have only their ids. */
  readonly outputPatterns: OutputPatterns;
  readonly runDefaults: RunDefaults;
  readonly simulation: SimulationSettings;
  readonly fetchAllowed: AllowList;
  /** The operator's Zoom connections, whose events are received. */
  readonly zoom?: Readonly<Record<string, ZoomSubscription>>;
  /** The operator's mail servers. Notices are sent through the first one that allows it. */
  readonly smtp?: MailConnections;
  readonly deletedKeepMs: number;
  /** The operator's default. Undefined: items are kept. */
  readonly retention?: RetentionConfig | undefined;
  /** The limits of libraries for which an administrator has set no others. */
  readonly quotas: QuotaLimits;
  readonly sweepEveryMs: number;
  /** Unfinished work that is older belongs to a gateway that has crashed. */
  readonly orphanAgeMs: number;
  readonly trustProxy: TrustedProxies;
  /** The server's public address, whose path is the base path. If undefined, the address of each request. */
  readonly publicUrl: string | undefined;
  /** The identity provider by which people sign in, if any. */
  readonly oidc?: OidcSettings | undefined;
  /** True: people without an account get one when they accept an invitation. */
  readonly invitationsCreateUsers?: boolean | undefined;
  /** False: nothing is shared by links. */
  readonly shareLinks?: boolean | undefined;
  /** Signs links to files. */
  readonly masterKey: Uint8Array;
  /** The token of the machine's operator (`TL_BOOTSTRAP_TOKEN`), if one is set. */
  readonly bootstrapToken?: string | undefined;
  /** If absent, `/metrics` is open to everybody. */
  readonly metricsToken?: string | undefined;
  /** Folder of the built page. Without one, `/` redirects to the API's description. */
  readonly webDir?: string;
}
