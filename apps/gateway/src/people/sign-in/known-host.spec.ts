import { hostname } from 'node:os';
import type { FastifyRequest } from 'fastify';
import { isKnownHost } from './known-host.js';

interface Sent {
  readonly host: string;
  readonly localAddress?: string;
  /** The host that a proxy names. */
  readonly forwarded?: string;
  readonly isTrusted?: boolean;
}

/** Returns the parts of a request as Fastify gives them. */
const requestOf = ({ host, localAddress = '10.0.0.9', forwarded, isTrusted = false }: Sent): FastifyRequest =>
  ({
    host: isTrusted ? (forwarded ?? host) : host,
    ip: isTrusted ? '198.51.100.7' : '10.0.0.1',
    headers: { host, ...(forwarded === undefined ? {} : { 'x-forwarded-host': forwarded }) },
    socket: { localAddress, remoteAddress: '10.0.0.1' },
  }) as unknown as FastifyRequest;

describe('the host of a request', () => {
  it.each<Sent>([
    { host: 'localhost' },
    { host: '127.0.0.1:8080' },
    { host: '[::1]:8080' },
    { host: `${hostname()}:8080` },
    { host: '192.168.1.5:8080', localAddress: '192.168.1.5' },
    { host: '192.168.1.5:8080', localAddress: '::ffff:192.168.1.5' },
    { host: '[fd00::5]:8080', localAddress: 'fd00::5' },
    { host: 'inside:8080', forwarded: 'outside.example', isTrusted: true },
    { host: 'outside.example', forwarded: 'outside.example', isTrusted: true },
  ])('is known for %j', (sent) => {
    expect(isKnownHost(requestOf(sent))).toBe(true);
  });

  it.each<Sent>([
    { host: 'evil.example' },
    { host: 'localhost.evil.example' },
    { host: '192.168.1.6', localAddress: '192.168.1.5' },
    { host: '' },
    { host: 'inside:8080', forwarded: 'outside.example' },
    { host: 'outside.example', forwarded: 'outside.example' },
    { host: 'a b' },
  ])('is not known for %j', (sent) => {
    expect(isKnownHost(requestOf(sent))).toBe(false);
  });
});
