import { trace } from '@opentelemetry/api';

/** Of Fastify, what is needed here. */
export interface Routed {
  addHook(name: 'onRequest', hook: (request: RoutedRequest, reply: unknown, done: () => void) => void): unknown;
}

export interface RoutedRequest {
  readonly method: string;
  readonly routeOptions: { readonly url?: string | undefined };
}

/** Names the span of a request by its route: the path itself holds ids and what people have typed. */
export function traceRoutes(server: Routed): void {
  server.addHook('onRequest', ({ method, routeOptions: { url } }, _reply, done) => {
    const span = trace.getActiveSpan();
    if (span !== undefined && url !== undefined) span.setAttribute('http.route', url).updateName(`${method} ${url}`);
    done();
  });
}
