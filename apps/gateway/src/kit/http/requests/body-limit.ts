import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

const LEAST_BODY_BYTES = 'leastBodyBytes';

/** For operations whose bodies must not be limited to less than so many bytes. */
export const TakesBodiesOf = (bytes: number): MethodDecorator => RouteConfig({ [LEAST_BODY_BYTES]: bytes });

/** Raises the limit of the server for the routes that need it. Must run before the routes are registered. */
export function raiseBodyLimits(instance: FastifyInstance, maxBodyBytes: number): void {
  instance.addHook('onRoute', (route) => {
    const least: unknown = (route.config as Readonly<Record<string, unknown>> | undefined)?.[LEAST_BODY_BYTES];
    if (typeof least === 'number') route.bodyLimit = Math.max(least, maxBodyBytes);
  });
}
