import { parseUrl } from '@throughline/contracts';
import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../kit/http/problems/problem.js';
import type { PublicAddress } from '../sign-in/origin.js';

/** The address to which passkeys belong. */
export interface RelyingParty {
  /** The host: browsers offer a passkey on no other. */
  readonly id: string;
  readonly origin: string;
}

const isLocal = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost');

/** Returns the relying party of a request. WebAuthn needs a host name, and https unless the host is this machine. */
export function relyingPartyOf(request: FastifyRequest, address: PublicAddress): RelyingParty {
  const origin = address.originOf(request);
  if (parseUrl(origin) === undefined) throw new Problem('passkeys-unavailable');
  const { hostname, protocol, origin: normalized } = new URL(origin);
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0)
    throw new Problem('passkeys-unavailable', { detail: `Passkeys need a host name, and ${hostname} is an address.` });
  if (protocol !== 'https:' && !isLocal(hostname))
    throw new Problem('passkeys-unavailable', { detail: `Passkeys need https, and this page is at ${normalized}.` });
  return { id: hostname, origin: normalized };
}
