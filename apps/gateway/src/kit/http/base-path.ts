import type { FastifyInstance } from 'fastify';

/** Removes the base path. A proxy may have removed it before, so a path without it stays unchanged. */
export function withoutBasePath(url: string, base: string): string {
  if (base === '' || !url.startsWith(base)) return url;
  const rest = url.slice(base.length);
  if (rest === '' || rest.startsWith('?')) return `/${rest}`;
  return rest.startsWith('/') ? rest : url;
}

const isPath = (value: unknown): value is string => typeof value === 'string' && /^\/(?!\/)/.test(value);

/** Adds the base path to headers that clients resolve against the address of their request: `Location` and `Link`. */
export function addBasePathToHeaders(instance: FastifyInstance, base: string): void {
  if (base === '') return;
  instance.addHook('onSend', (_request, reply, payload, done) => {
    const { location, link } = reply.getHeaders();
    if (isPath(location)) void reply.header('location', `${base}${location}`);
    if (typeof link === 'string') void reply.header('link', link.replace(/^<(?=\/(?!\/))/, `<${base}`));
    done(null, payload);
  });
}
