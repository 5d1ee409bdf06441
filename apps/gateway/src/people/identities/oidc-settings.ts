import { parseUrl } from '@throughline/contracts';
import { integer, oneOf, optionalText, text, type Setting } from '@throughline/service-kit';
import { isRole, type Role } from '../../kit/http/access.js';

/** The people who get an account at their first sign-in by the identity provider. */
export const ADMISSIONS = ['with_role', 'existing', 'anyone'] as const;
export type Admission = (typeof ADMISSIONS)[number];

/** An OpenID Connect provider, by which people sign in. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent: a public client, which proves itself by PKCE alone. */
  readonly clientSecret: string | undefined;
  /** The provider in texts for people. */
  readonly name: string;
  readonly scopes: readonly string[];
  readonly roleClaim: string;
  /** Server roles by the values of the claim. Without any, the provider changes no role. */
  readonly roles: ReadonlyMap<string, Role>;
  readonly admission: Admission;
  /** The longest that the provider may take for one answer. */
  readonly timeoutMs: number;
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

const isIssuer = ({ protocol, hostname, search, hash, username, password, pathname }: URL): boolean =>
  (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname))) &&
  [search, hash, username, password].every((part) => part === '') &&
  !pathname.includes('/.well-known/');

/** Plain http would show the client secret and the tokens to the network. */
const issuerSetting = (name: string): Setting<string | undefined> => ({
  name,
  read(raw) {
    if (raw === undefined || raw === '') return { value: undefined };
    return parseUrl(raw) !== undefined && isIssuer(new URL(raw))
      ? { value: raw }
      : { problem: 'must be the issuer of the provider: an https address without query and without /.well-known/' };
  },
});

/** Reads `value=role` pairs. A value may contain `=`, so the last one separates. */
const rolesSetting = (name: string): Setting<ReadonlyMap<string, Role>> => ({
  name,
  read(raw) {
    const roles = new Map<string, Role>();
    for (const entry of (raw ?? '').split(',').map((part) => part.trim())) {
      if (entry === '') continue;
      const at = entry.lastIndexOf('=');
      const [value, role] = [entry.slice(0, Math.max(at, 0)).trim(), entry.slice(at + 1).trim()];
      if (value === '' || !isRole(role) || roles.has(value))
        return { problem: 'must be pairs such as staff=operator,it=admin: each value once, with viewer, operator or admin' };
      roles.set(value, role);
    }
    return { value: roles };
  },
});

export const oidcSettings = {
  oidcIssuer: issuerSetting('TL_OIDC_ISSUER'),
  oidcClientId: optionalText('TL_OIDC_CLIENT_ID'),
  oidcClientSecret: optionalText('TL_OIDC_CLIENT_SECRET'),
  oidcName: optionalText('TL_OIDC_NAME'),
  oidcScopes: text('TL_OIDC_SCOPES', 'openid profile email'),
  oidcRoleClaim: text('TL_OIDC_ROLE_CLAIM', 'groups'),
  oidcRoles: rolesSetting('TL_OIDC_ROLES'),
  oidcAdmission: oneOf('TL_OIDC_ADMISSION', ADMISSIONS, 'with_role'),
  oidcTimeoutMs: integer('TL_OIDC_TIMEOUT_MS', { min: 100, max: 60_000, fallback: 10_000 }),
};

type Values = {
  readonly [Key in keyof typeof oidcSettings]: (typeof oidcSettings)[Key] extends Setting<infer T> ? T : never;
};

const LONGEST_NAME = 60;

/** Returns the settings of the provider, if one is named, and problems that a single setting does not show. */
export function readOidc(read: Values): { readonly oidc: OidcSettings | undefined; readonly problems: readonly string[] } {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret, oidcName } = read;
  if (issuer === undefined) {
    const isAlone = clientId !== undefined || clientSecret !== undefined;
    return { oidc: undefined, problems: isAlone ? ['TL_OIDC_ISSUER is required with TL_OIDC_CLIENT_ID'] : [] };
  }
  const scopes = read.oidcScopes.split(/[\s,]+/).filter((scope) => scope !== '');
  const name = oidcName ?? new URL(issuer).hostname;
  const problems = [
    ...(clientId === undefined ? ['TL_OIDC_CLIENT_ID is required with TL_OIDC_ISSUER'] : []),
    ...(scopes.includes('openid') ? [] : ['TL_OIDC_SCOPES must include openid']),
    ...(name.length > LONGEST_NAME ? [`TL_OIDC_NAME must have at most ${String(LONGEST_NAME)} characters`] : []),
  ];
  if (clientId === undefined || problems.length > 0) return { oidc: undefined, problems };
  const { oidcRoleClaim: roleClaim, oidcRoles: roles, oidcAdmission: admission, oidcTimeoutMs: timeoutMs } = read;
  return { oidc: { issuer, clientId, clientSecret, name, scopes, roleClaim, roles, admission, timeoutMs }, problems: [] };
}
