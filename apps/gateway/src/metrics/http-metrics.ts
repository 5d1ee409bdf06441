import type { Metrics } from '@throughline/service-kit';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** For a path that leads nowhere: whatever strangers try, it is one value. */
const NO_ROUTE = 'unknown';
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Of an answer that nobody has waited for. */
const ABORTED = 'aborted';

/** A read takes milliseconds; a long poll half a minute; an upload as long as it takes. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 35, 300];

const methodOf = ({ method }: FastifyRequest): string => (METHODS.has(method) ? method : 'other');

const routeOf = (request: FastifyRequest): string => (request.is404 ? NO_ROUTE : (request.routeOptions.url ?? NO_ROUTE));

/** Who follows what happens, and holds a connection for it. */
export function tellOfStreams(metrics: Metrics, streams: { readonly size: number }): void {
  metrics.state({
    source: 'streams',
    gauges: { throughline_streams_open: { help: 'Streams of changes that clients of this process hold open' } },
    read: () => [{ gauge: 'throughline_streams_open', value: streams.size }],
  });
}

/** Counts every request by the template of its route, never by its path. */
export function measureRequests(instance: FastifyInstance, metrics: Metrics): void {
  const requests = metrics.counter({
    name: 'throughline_http_requests_total',
    help: 'Requests by the template of their route; status is aborted where the client has left before the end',
    labels: ['route', 'method', 'status'],
  });
  const duration = metrics.histogram({
    name: 'throughline_http_request_duration_seconds',
    help: 'From the head of a request to the end of its answer; bodies that are sent slowly and long polls are part of it',
    labels: ['route', 'method'],
    buckets: BUCKETS,
  });
  let inFlight = 0;
  metrics.state({
    source: 'http',
    gauges: { throughline_http_requests_in_flight: { help: 'Requests that are being answered by this process' } },
    read: () => [{ gauge: 'throughline_http_requests_in_flight', value: inFlight }],
  });
  instance.addHook('onRequest', (request, reply, done) => {
    const since = performance.now();
    let isAnswered = false;
    inFlight += 1;
    reply.raw.once('finish', () => {
      isAnswered = true;
    });
    // None of Fastify's own hooks is told of every end: this always comes.
    reply.raw.once('close', () => {
      inFlight -= 1;
      const of = { route: routeOf(request), method: methodOf(request) };
      requests.inc({ ...of, status: isAnswered ? String(reply.raw.statusCode) : ABORTED });
      duration.observe(of, (performance.now() - since) / 1_000);
    });
    done();
  });
}
