import { trace } from '@opentelemetry/api';

export interface RoutedServer {
  addHook(name: 'onRequest', hook: (request: RoutedRequest, reply: unknown, done: () => void) => void): unknown;
}

export interface RoutedRequest {
  readonly method: string;
  readonly routeOptions: { readonly url?: string | undefined };
}

/** Names a request's span by its route, because the path holds ids and text from users. */
export function traceRoutes(server: RoutedServer): void {
  server.addHook('onRequest', ({ method, routeOptions: { url } }, _reply, done) => {
    const span = trace.getActiveSpan();
    if (span !== undefined && url !== undefined) span.setAttribute('http.route', url).updateName(`${method} ${url}`);
    done();
  });
}
