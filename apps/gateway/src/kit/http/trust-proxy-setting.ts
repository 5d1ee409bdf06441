import { isIP } from 'node:net';
import type { Setting } from '@throughline/service-kit';

/** True: every sender. A list: the addresses and networks of proxies. */
export type TrustedProxies = boolean | readonly string[];

/** Names that Fastify knows: this machine, its links, and private networks. */
const NAMES: ReadonlySet<string> = new Set(['loopback', 'linklocal', 'uniquelocal']);
const BITS = { 4: 32, 6: 128 } as const;

function isNetwork(text: string): boolean {
  const [address = '', bits, more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined) return false;
  if (bits === undefined) return true;
  // A network of all addresses would be `true` in disguise.
  return /^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= BITS[family as 4 | 6];
}

/** Reads the proxies whose `X-Forwarded-*` headers the gateway believes. */
export const trustProxySetting = (name: string): Setting<TrustedProxies> => ({
  name,
  read(raw = '') {
    if (['', 'false', '0'].includes(raw)) return { value: false };
    if (['true', '1'].includes(raw)) return { value: true };
    const proxies = raw.split(',').map((one) => one.trim());
    return proxies.every((one) => NAMES.has(one) || isNetwork(one))
      ? { value: proxies }
      : { problem: 'must be true, false, or addresses and networks of proxies like 127.0.0.1, 10.0.0.0/8, loopback' };
  },
});
