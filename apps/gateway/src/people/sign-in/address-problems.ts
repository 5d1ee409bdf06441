import { parseUrl } from '@throughline/contracts';
import type { FastifyRequest } from 'fastify';
import { LOCAL } from './known-host.js';
import type { PublicAddress } from './origin.js';

/** Browsers count http pages of this machine as secure. */
const isOpen = (address: URL): boolean => address.protocol === 'http:' && !LOCAL.test(address.hostname);

const originOf = (protocol: string, host: string): string | undefined => {
  const address = `${protocol}://${host}`;
  return parseUrl(address)?.origin;
};

/** Describes what is wrong with the address, the proxy or the cookies of a request, with the setting that mends it. */
export function findAddressProblems(request: FastifyRequest, address: PublicAddress): readonly string[] {
  const { 'x-forwarded-for': client, 'x-forwarded-host': host, 'x-forwarded-proto': protocol } = request.headers;
  const isForwarded = [client, host, protocol].some((value) => value !== undefined);
  const sender = request.socket.remoteAddress ?? '';
  if (isForwarded && request.ip === sender)
    return [
      `A proxy at ${sender} forwards this request, and TL_TRUST_PROXY does not name it: all its clients share one limit of guesses.`,
    ];
  const expected = address.originOf(request);
  const used = originOf(request.protocol, request.host);
  return [
    ...(isForwarded && used !== undefined && used !== expected
      ? [`According to the proxy, people use ${used}, but TL_PUBLIC_URL starts with ${expected}: links and cookies fail.`]
      : []),
    ...(parseUrl(expected) !== undefined && isOpen(new URL(expected))
      ? [`The address ${expected} is not https: others can read cookies on their way. Set TL_PUBLIC_URL to an https address.`]
      : []),
  ];
}
