import type { Setting } from './env.js';

/** An address without a path: the page and the API are at the root of their host. */
export const publicUrl = (name: string): Setting<string | undefined> => ({
  name,
  read(raw) {
    if (raw === undefined || raw === '') return { value: undefined };
    const url = URL.canParse(raw) ? new URL(raw) : undefined;
    const isPlain = url !== undefined && ['http:', 'https:'].includes(url.protocol) && url.href === `${url.origin}/`;
    return isPlain ? { value: url.origin } : { problem: 'must be an address like https://recordings.example, without a path' };
  },
});
