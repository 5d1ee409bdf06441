import { parseUrl } from '@throughline/contracts';
/** Addresses of a service with accounts. They differ only in tests and behind the operator's own gateway. */
export interface OAuthEndpoints {
  /** A page for people. */
  readonly consentUrl: string;
  readonly tokenUrl: string;
  /** Without a slash at its end. */
  readonly apiUrl: string;
}

interface EndpointsSetting<Endpoints> {
  readonly name: string;
  read(raw: string | undefined): { readonly value: Endpoints } | { readonly problem: string };
}

/** Defines the environment variable that replaces all addresses of a service by one origin. */
export const endpointsSetting = <Endpoints extends OAuthEndpoints>(
  name: string,
  own: Endpoints,
  at: (origin: string) => Endpoints,
): EndpointsSetting<Endpoints> => ({
  name,
  read(raw) {
    if (raw === undefined || raw === '') return { value: own };
    const url = parseUrl(raw);
    return url !== undefined && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
      ? { value: at(url.origin) }
      : { problem: 'must be an address like https://service.example, without a path' };
  },
});
