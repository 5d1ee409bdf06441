import { parseUrl } from '@throughline/contracts';
import { hostname as machineName } from 'node:os';
import type { FastifyRequest } from 'fastify';

export const LOCAL = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** An IPv4 address on a socket for both versions has this prefix. */
const MAPPED = /^::ffff:/;

/** Returns true if a proxy that the operator trusts names the host. */
const isFromProxy = ({ host, ip, headers, socket }: FastifyRequest): boolean =>
  headers['x-forwarded-host'] !== undefined && (host !== headers.host || ip !== socket.remoteAddress);

/**
 * Returns true if the host of a request is known apart from its `Host` header: it is this machine or the address at which the
 * request arrived, or a trusted proxy names it.
 */
export function isKnownHost(request: FastifyRequest): boolean {
  const address = `http://${request.host}`;
  if (parseUrl(address) === undefined) return false;
  const { hostname } = new URL(address);
  if (LOCAL.test(hostname) || hostname === machineName().toLowerCase()) return true;
  const arrivedAt = request.socket.localAddress?.replace(MAPPED, '');
  return hostname.replace(/^\[|\]$/g, '') === arrivedAt || isFromProxy(request);
}
