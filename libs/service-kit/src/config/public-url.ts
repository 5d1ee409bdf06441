import { parseUrl } from '@throughline/contracts';
import type { Setting } from './env.js';

/** Characters that need no escape in a header, a cookie or an attribute of a page. */
const PATH = /^(?:\/[A-Za-z0-9._~-]+)*$/;
/** A proxy may strip the base path. A path of the gateway that began like the base path would then be stripped twice. */
const TAKEN = new Set(['api', 'docs', 'health', 'metrics', 'assets', 'openapi.json', 'asyncapi.json']);

function parseAddress(raw: string): URL | undefined {
  const url = parseUrl(raw);
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) return undefined;
  return url.href === `${url.origin}${url.pathname}` ? url : undefined;
}

/** The public address of the page and the API, without a slash at its end. Its path is the base path. */
export const publicUrl = (name: string): Setting<string | undefined> => ({
  name,
  read(raw) {
    if (raw === undefined || raw === '') return { value: undefined };
    const url = parseAddress(raw);
    const path = url?.pathname.replace(/\/$/, '') ?? '';
    if (url === undefined || !PATH.test(path))
      return { problem: 'must be an address like https://recordings.example or https://example.org/recordings' };
    const [, first = ''] = path.split('/');
    if (TAKEN.has(first)) return { problem: `must not have a path that starts with /${first}, which the gateway serves itself` };
    return { value: `${url.origin}${path}` };
  },
});

/** Returns the path below which people reach the server: empty at the root of its host. */
export const basePathOf = (address: string | undefined): string =>
  address === undefined ? '' : new URL(address).pathname.replace(/\/$/, '');
