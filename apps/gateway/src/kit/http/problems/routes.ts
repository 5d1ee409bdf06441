import type { FastifyInstance } from 'fastify';
import type { MethodsOf } from './problem.filter.js';

interface Route {
  readonly method: string;
  readonly path: string;
}

const buildMatcher = (path: string): RegExp =>
  new RegExp(
    `^${path
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('/')}$`,
  );

/** The registered routes. Must be created before the first route. */
export class RouteTable {
  readonly #routes: Route[] = [];
  /** Built at the first refused method: by then every route is registered. */
  #matched: readonly (Route & { readonly matcher: RegExp })[] | undefined;

  constructor(instance: FastifyInstance) {
    instance.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) this.#routes.push({ method: one, path: url });
    });
  }

  /** Excludes wildcards: they are static files and fallbacks, not operations. */
  get operations(): readonly Route[] {
    return this.#routes.filter(({ path }) => !path.includes('*'));
  }

  readonly methodsOf: MethodsOf = (path) => {
    this.#matched ??= this.operations.map((route) => ({ ...route, matcher: buildMatcher(route.path) }));
    return [...new Set(this.#matched.filter(({ matcher }) => matcher.test(path)).map(({ method }) => method))];
  };
}
