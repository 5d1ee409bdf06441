import type { Metrics } from '@throughline/service-kit';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** One value for all unknown paths: the paths that strangers try must not become labels. */
const NO_ROUTE = 'unknown';
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** The client left before its answer. */
const ABORTED = 'aborted';

/** In seconds. A read takes milliseconds, a long poll half a minute, an upload up to hours. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 35, 300];

const methodOf = ({ method }: FastifyRequest): string => (METHODS.has(method) ? method : 'other');

const routeOf = (request: FastifyRequest): string => (request.is404 ? NO_ROUTE : (request.routeOptions.url ?? NO_ROUTE));

/** Counts every request by the template of its route, never by its path. */
export function measureRequests(instance: FastifyInstance, metrics: Metrics): void {
  const requests = metrics.counter({
    name: 'throughline_http_requests_total',
    help: 'Requests by route template; the status is aborted if the client disconnected before the end',
    labels: ['route', 'method', 'status'],
  });
  const duration = metrics.histogram({
    name: 'throughline_http_request_duration_seconds',
    help: 'Seconds from the head of a request to the end of its answer, including slow request bodies and long polls',
    labels: ['route', 'method'],
    buckets: BUCKETS,
  });
  let inFlight = 0;
  metrics.state({
    source: 'http',
    gauges: { throughline_http_requests_in_flight: { help: 'Requests that this process is answering' } },
    read: () => [{ gauge: 'throughline_http_requests_in_flight', value: inFlight }],
  });
  instance.addHook('onRequest', (request, reply, done) => {
    const since = performance.now();
    let isAnswered = false;
    inFlight += 1;
    reply.raw.once('finish', () => {
      isAnswered = true;
    });
    // `close` always comes, while no hook of Fastify runs for every end of a request.
    reply.raw.once('close', () => {
      inFlight -= 1;
      const of = { route: routeOf(request), method: methodOf(request) };
      requests.inc({ ...of, status: isAnswered ? String(reply.raw.statusCode) : ABORTED });
      duration.observe(of, (performance.now() - since) / 1_000);
    });
    done();
  });
}
