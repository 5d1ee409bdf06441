import type { FastifyRequest } from 'fastify';

/** Where people find this server: as configured, else as this request has found it. */
export class PublicAddress {
  readonly #configured: URL | undefined;

  constructor(configured: string | undefined) {
    this.#configured = configured === undefined ? undefined : new URL(configured);
  }

  of(request: FastifyRequest): string {
    return this.#configured?.origin ?? `${request.protocol}://${request.host}`;
  }

  isSecure(request: FastifyRequest): boolean {
    return (this.#configured?.protocol ?? `${request.protocol}:`) === 'https:';
  }

  /**
   * Whether a browser says that a page of ours sends this. `Sec-Fetch-Site` is decisive: no page can set it, and the browser
   * knows the address that it has asked, whatever a proxy makes of it. Older browsers, and all of them where there is no TLS,
   * send `Origin` alone; of that hosts are compared and not schemes, as behind a proxy that ends TLS this side sees http.
   */
  isOwnPage(request: FastifyRequest): boolean {
    const { origin, 'sec-fetch-site': site } = request.headers;
    if (site !== undefined) return site === 'same-origin';
    return origin !== undefined && this.#isOurs(origin, request);
  }

  /** Whether a browser says that a page of somebody else's sends this. What no browser sends says nothing. */
  isForeignPage(request: FastifyRequest): boolean {
    const { origin, 'sec-fetch-site': site } = request.headers;
    return (origin !== undefined || site !== undefined) && !this.isOwnPage(request);
  }

  #isOurs(origin: string, request: FastifyRequest): boolean {
    const asked = URL.canParse(origin) ? new URL(origin) : undefined;
    if (asked === undefined) return false;
    // By way of a URL, as a default port may be said or left out.
    const found = `${asked.protocol}//${request.host}`;
    return asked.host === this.#configured?.host || (URL.canParse(found) && asked.host === new URL(found).host);
  }
}
