import type { FastifyInstance } from 'fastify';
import type { MethodsOf } from './problem.filter.js';

interface Route {
  readonly method: string;
  readonly path: string;
}

interface MatchedRoute extends Route {
  readonly matcher: RegExp;
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
  readonly #routes: MatchedRoute[] = [];

  constructor(instance: FastifyInstance) {
    instance.addHook('onRoute', ({ method, url }) => {
      const matcher = buildMatcher(url);
      for (const one of [method].flat()) this.#routes.push({ method: one, path: url, matcher });
    });
  }

  /** Excludes wildcards: they are static files and fallbacks, not operations. */
  get operations(): readonly Route[] {
    return this.#operations();
  }

  readonly methodsOf: MethodsOf = (path) => [
    ...new Set(
      this.#operations()
        .filter(({ matcher }) => matcher.test(path))
        .map(({ method }) => method),
    ),
  ];

  #operations(): readonly MatchedRoute[] {
    return this.#routes.filter(({ path }) => !path.includes('*'));
  }
}
