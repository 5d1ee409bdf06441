import type { AllowList } from '@throughline/outgoing';
import { dropboxService } from '../dropbox/service.js';
import { googleService, youtubeService } from '../google/services.js';
import { microsoftService } from '../microsoft/service.js';
import type { OAuthEndpoints } from './endpoints.js';
import { OAuthProvider } from './oauth-provider.js';
import type { OAuthService } from './oauth-service.js';
import { ServiceClient, type ServiceTimeouts } from './service-client.js';

/** Addresses by company. Google and YouTube share theirs. */
export interface CompanyEndpoints {
  readonly google: OAuthEndpoints;
  readonly dropbox: OAuthEndpoints;
  readonly microsoft: OAuthEndpoints;
}

interface OAuthEntry {
  readonly service: OAuthService;
  readonly company: keyof CompanyEndpoints;
}

/** The services with accounts, by the type of their credentials. */
const OAUTH_SERVICES = {
  google: { service: googleService, company: 'google' },
  youtube: { service: youtubeService, company: 'google' },
  dropbox: { service: dropboxService, company: 'dropbox' },
  microsoft: { service: microsoftService, company: 'microsoft' },
} as const satisfies Readonly<Record<string, OAuthEntry>>;

/** The type of a credential that is connected by consent. */
export type OAuthType = keyof typeof OAUTH_SERVICES;
export const OAUTH_TYPES = Object.keys(OAUTH_SERVICES) as readonly OAuthType[];
export const isOAuthType = (type: string): type is OAuthType => Object.hasOwn(OAUTH_SERVICES, type);

interface ProviderAccess {
  readonly line: ServiceClient;
  readonly endpoints: OAuthEndpoints;
  readonly now?: () => Date;
}

export const createOAuthProvider = <Type extends OAuthType>(type: Type, access: ProviderAccess): OAuthProvider<Type> =>
  new OAuthProvider({ ...access, name: type, service: OAUTH_SERVICES[type].service });

/** All services with accounts, with connections of their own. */
export class OAuthProviders {
  readonly #lines = new Map<OAuthType, ServiceClient>();
  readonly #providers: ReadonlyMap<OAuthType, OAuthProvider<OAuthType>>;

  constructor(endpoints: CompanyEndpoints, allowed: AllowList, timeouts?: ServiceTimeouts) {
    for (const type of OAUTH_TYPES)
      this.#lines.set(type, new ServiceClient(OAUTH_SERVICES[type].service.label, allowed, timeouts));
    this.#providers = new Map(
      [...this.#lines].map(([type, line]) => [
        type,
        createOAuthProvider<OAuthType>(type, { line, endpoints: endpoints[OAUTH_SERVICES[type].company] }),
      ]),
    );
  }

  of(type: OAuthType): OAuthProvider<OAuthType> {
    const provider = this.#providers.get(type);
    if (provider === undefined) throw new Error(`No service has the type ${type}`);
    return provider;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#lines.values()].map((line) => line.close()));
  }
}
