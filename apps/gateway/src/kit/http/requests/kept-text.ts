import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

const KEEPS_TEXT = 'keepsText';
const texts = new WeakMap<FastifyRequest, string>();

/** For operations that check a signature, which is that of the body as it was sent. */
export const KeepsText = (): MethodDecorator => RouteConfig({ [KEEPS_TEXT]: true });

/** Keeps the text of a JSON body, if its route needs it. */
export function keepText(request: FastifyRequest, text: string): void {
  if (!request.is404 && Object.hasOwn(request.routeOptions.config, KEEPS_TEXT)) texts.set(request, text);
}

/** Returns the body as it was sent. Empty if there was none. */
export const keptText = (request: FastifyRequest): string => texts.get(request) ?? '';
