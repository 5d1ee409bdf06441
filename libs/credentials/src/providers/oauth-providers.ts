import type { AllowList } from '@throughline/outgoing';
import { dropboxSetting } from '../dropbox/endpoints.js';
import { dropboxService } from '../dropbox/service.js';
import { googleSetting } from '../google/endpoints.js';
import { gmailService, googleService, youtubeService } from '../google/services.js';
import { microsoftSetting } from '../microsoft/endpoints.js';
import { microsoftService, outlookService } from '../microsoft/service.js';
import type { OAuthEndpoints } from '../oauth/endpoints.js';
import { OAuthProvider } from '../oauth/oauth-provider.js';
import type { AccountWords, OAuthService } from '../oauth/oauth-service.js';
import { vkSetting } from '../vk/endpoints.js';
import { vkService } from '../vk/service.js';
import { zoomSetting } from '../zoom/endpoints.js';
import { zoomService } from '../zoom/service.js';
import { ServiceClient, type ServiceTimeouts } from '../oauth/service-client.js';

/** Companies, with the settings that replace their addresses. Google and YouTube share theirs. */
const COMPANIES = {
  google: googleSetting,
  dropbox: dropboxSetting,
  microsoft: microsoftSetting,
  vk: vkSetting,
  /** Accounts of users. Apps of whole accounts have their own connections. */
  zoomUsers: zoomSetting,
} as const;

export type CompanyEndpoints = Readonly<Record<keyof typeof COMPANIES, OAuthEndpoints>>;

interface OAuthEntry {
  readonly service: OAuthService;
  readonly company: keyof CompanyEndpoints;
  /** The service that uses the accounts. Default: outputs. */
  readonly usedBy?: 'sources';
}

/** The services with accounts, by the type of their credentials. */
const OAUTH_SERVICES = {
  google: { service: googleService, company: 'google' },
  youtube: { service: youtubeService, company: 'google' },
  dropbox: { service: dropboxService, company: 'dropbox' },
  microsoft: { service: microsoftService, company: 'microsoft' },
  vk: { service: vkService, company: 'vk' },
  gmail: { service: gmailService, company: 'google', usedBy: 'sources' },
  outlook: { service: outlookService, company: 'microsoft', usedBy: 'sources' },
  zoom: { service: zoomService, company: 'zoomUsers', usedBy: 'sources' },
} as const satisfies Readonly<Record<string, OAuthEntry>>;

/** The type of a credential that is connected by consent. */
export type OAuthType = keyof typeof OAUTH_SERVICES;
export const OAUTH_TYPES = Object.keys(OAUTH_SERVICES) as readonly OAuthType[];
export const isOAuthType = (type: string): type is OAuthType => Object.hasOwn(OAUTH_SERVICES, type);

type Use = 'outputs' | 'sources';
type Entry<Type extends OAuthType> = (typeof OAUTH_SERVICES)[Type];
type UseOf<Type extends OAuthType> = Entry<Type> extends { readonly usedBy: 'sources' } ? 'sources' : 'outputs';
type CompanyOf<Wanted extends Use> = {
  [Type in OAuthType]: UseOf<Type> extends Wanted ? Entry<Type>['company'] : never;
}[OAuthType];

/** Returns the settings for the addresses of all companies whose accounts are used by outputs, by sources, or by both. */
export function accountSettings<Wanted extends Use>(...uses: readonly Wanted[]): Pick<typeof COMPANIES, CompanyOf<Wanted>> {
  const wanted = OAUTH_TYPES.filter((type) => uses.some((use) => use === (isSourceService(type) ? 'sources' : 'outputs')));
  const entries = wanted.map((type) => OAUTH_SERVICES[type].company).map((company) => [company, COMPANIES[company]]);
  return Object.fromEntries(entries) as Pick<typeof COMPANIES, CompanyOf<Wanted>>;
}

export const accountWords = (type: OAuthType): AccountWords => OAUTH_SERVICES[type].service.words;

/** True for accounts that sources read from: only the ingest service gets their secrets. */
export const isSourceService = (type: string): boolean => isOAuthType(type) && 'usedBy' in OAUTH_SERVICES[type];

interface ProviderAccess {
  readonly line: ServiceClient;
  readonly endpoints: OAuthEndpoints;
  readonly now?: () => Date;
}

export const createOAuthProvider = <Type extends OAuthType>(type: Type, access: ProviderAccess): OAuthProvider<Type> =>
  new OAuthProvider({ ...access, name: type, service: OAUTH_SERVICES[type].service });

/** The services with accounts whose addresses are given, with connections of their own. */
export class OAuthProviders {
  readonly #lines: ServiceClient[] = [];
  readonly #providers = new Map<OAuthType, OAuthProvider<OAuthType>>();

  constructor(companies: Partial<CompanyEndpoints>, allowed: AllowList, timeouts?: ServiceTimeouts) {
    for (const type of OAUTH_TYPES) {
      const { service, company } = OAUTH_SERVICES[type];
      const endpoints = companies[company];
      if (endpoints === undefined) continue;
      const line = new ServiceClient(service.label, allowed, timeouts);
      this.#lines.push(line);
      this.#providers.set(type, createOAuthProvider<OAuthType>(type, { line, endpoints }));
    }
  }

  of(type: OAuthType): OAuthProvider<OAuthType> {
    const provider = this.#providers.get(type);
    if (provider === undefined) throw new Error(`No service has the type ${type}`);
    return provider;
  }

  async close(): Promise<void> {
    await Promise.all(this.#lines.map((line) => line.close()));
  }
}
