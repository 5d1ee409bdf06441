import type { FastifyInstance } from 'fastify';
import type { MethodsOf } from './problem.filter.js';

interface Route {
  readonly method: string;
  readonly path: string;
}

const matcher = (path: string): RegExp =>
  new RegExp(
    `^${path
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('/')}$`,
  );

/** Remembers every route as it is registered. Must be asked for before the first one. */
export class RouteTable {
  readonly #routes: Route[] = [];

  constructor(instance: FastifyInstance) {
    instance.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) this.#routes.push({ method: one, path: url });
    });
  }

  /** Wildcards are static files and fallbacks, not operations. */
  get operations(): readonly Route[] {
    return this.#routes.filter(({ path }) => !path.includes('*'));
  }

  readonly methodsOf: MethodsOf = (path) => [
    ...new Set(this.operations.filter((route) => matcher(route.path).test(path)).map(({ method }) => method)),
  ];
}
