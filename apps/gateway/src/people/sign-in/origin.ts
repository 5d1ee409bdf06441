import { parseUrl } from '@throughline/contracts';
import { basePathOf } from '@throughline/service-kit';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../kit/http/problems/problem.js';
import { isKnownHost } from './known-host.js';
import type { CookiePlace } from './secret-cookie.js';

/** The server's public address: as configured, else as the request has it. */
export class PublicAddress {
  readonly #configured: URL | undefined;
  /** The path below which people reach the server: empty at the root of its host. Goes before every path in an answer. */
  readonly basePath: string;

  constructor(configured: string | undefined) {
    this.#configured = configured === undefined ? undefined : new URL(configured);
    this.basePath = basePathOf(configured);
  }

  /** Returns the start of every link to this server: its origin and its base path. */
  of(request: FastifyRequest): string {
    return `${this.originOf(request)}${this.basePath}`;
  }

  /**
   * Returns the start of a link with a code: it signs in, invites, shares, or opens a file. Throws `address-unknown` if only the
   * header `Host` names the host: its sender could lead the link, and with it the code, to another server.
   */
  ofCodeLink(request: FastifyRequest): string {
    if (this.#configured === undefined && !isKnownHost(request)) throw new Problem('address-unknown');
    return this.of(request);
  }

  /** Returns what browsers send as `Origin`. */
  originOf(request: FastifyRequest): string {
    return this.#configured?.origin ?? `${request.protocol}://${request.host}`;
  }

  isSecure(request: FastifyRequest): boolean {
    return (this.#configured?.protocol ?? `${request.protocol}:`) === 'https:';
  }

  /** Returns the path and the security of cookies, which decide on their names. */
  cookiesOf(request: FastifyRequest): CookiePlace {
    return { path: this.basePath, isSecure: this.isSecure(request) };
  }

  /**
   * Returns true if the browser says that our own page sends this.
   * `Sec-Fetch-Site` decides: no page can set it, and the browser knows the requested address despite proxies.
   * Older browsers, and all browsers without TLS, send only `Origin`. Only hosts are compared, because behind a proxy that ends
   * TLS this server sees http.
   */
  isOwnPage(request: FastifyRequest): boolean {
    const { origin, 'sec-fetch-site': site } = request.headers;
    if (site !== undefined) return site === 'same-origin';
    return origin !== undefined && this.#isOurs(origin, request);
  }

  /** Returns true if the browser says that another site's page sends this. Clients other than browsers send no such header. */
  isForeignPage(request: FastifyRequest): boolean {
    const { origin, 'sec-fetch-site': site } = request.headers;
    return (origin !== undefined || site !== undefined) && !this.isOwnPage(request);
  }

  #isOurs(origin: string, request: FastifyRequest): boolean {
    const address = parseUrl(origin);
    if (address === undefined) return false;
    // A URL normalizes the default port, which may be present or absent.
    const found = `${address.protocol}//${request.host}`;
    return address.host === this.#configured?.host || address.host === parseUrl(found)?.host;
  }
}
