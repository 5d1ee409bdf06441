import { RouteConfig } from '@nestjs/platform-fastify';
import { isObject } from '@throughline/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RowFreshness } from './fresh-rows.js';

const STALE_SINCE = 'throughline-stale-since';

const SHOWS_ROWS = 'showsRows';

/** For operations that answer with items, or with a list of them: while these may be stale, the answer has `stale_since`. */
export const ShowsRows = (): MethodDecorator => RouteConfig({ [SHOWS_ROWS]: true });

const showsRows = ({ routeOptions }: FastifyRequest): boolean => Object.hasOwn(routeOptions.config, SHOWS_ROWS);

/** An answer that may be stale is no basis for a later 304, which would repeat its `stale_since`. */
function forbidReuse(reply: FastifyReply): void {
  void reply.removeHeader('etag').header('cache-control', 'no-store');
}

/** Adds `Throughline-Stale-Since` to every answer of the API while rows of items may lack commits. */
export function addStaleSince(instance: FastifyInstance, fresh: Pick<RowFreshness, 'staleSince'>): void {
  instance.addHook('preHandler', (request, _reply, done) => {
    if (showsRows(request) && fresh.staleSince() !== undefined) delete request.headers['if-none-match'];
    done();
  });
  instance.addHook('preSerialization', (request, reply, payload, done) => {
    const since = showsRows(request) ? fresh.staleSince() : undefined;
    if (since === undefined || !isObject(payload) || 'as_of' in payload) {
      done(null, payload);
      return;
    }
    forbidReuse(reply);
    done(null, { ...payload, stale_since: since });
  });
  instance.addHook('onSend', (request, reply, payload, done) => {
    const since = request.url.startsWith('/api/') ? fresh.staleSince() : undefined;
    if (since !== undefined) void reply.header(STALE_SINCE, since);
    done(null, payload);
  });
}
