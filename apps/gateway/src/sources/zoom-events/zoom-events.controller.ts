import { Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Operation } from '../../kit/http/operation.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { KeepsText, keptText } from '../../kit/http/requests/kept-text.js';
import { assertNotLimited, type RateLimiter } from '../../kit/http/requests/rate-limit.js';
import { takeZoomEvent, type ZoomEventAnswer } from './zoom-events.operations.js';
import { ZoomEvents } from './zoom-events.js';

/** Far larger than any real event. */
const LARGEST = 64 * 1024;

export const ZOOM_GUESSES = Symbol('zoom event guesses');

const readHeader = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

/** Requests of Zoom, authenticated by a signature instead of a token. */
@Controller('api/v1/webhooks/zoom')
export class ZoomEventsController {
  constructor(
    @Inject(ZoomEvents) private readonly events: ZoomEvents,
    /** Limits refused requests by address, against guessing. */
    @Inject(ZOOM_GUESSES) private readonly guesses: RateLimiter,
  ) {}

  @Post(':connection')
  @HttpCode(200)
  @KeepsText()
  @Operation(takeZoomEvent)
  take(@Param('connection') name: string, @Req() request: FastifyRequest): Promise<ZoomEventAnswer> {
    const text = keptText(request);
    if (Buffer.byteLength(text) > LARGEST)
      throw new Problem('too-large', { detail: `The body of an event exceeds the limit of ${String(LARGEST)} bytes.` });
    return this.events.take(name, this.identify(name, request, text), request.body);
  }

  private identify(name: string, request: FastifyRequest, text: string): ReturnType<ZoomEvents['identify']> {
    try {
      const [timestamp, signature] = [readHeader(request, 'x-zm-request-timestamp'), readHeader(request, 'x-zm-signature')];
      return this.events.identify(name, { timestamp, signature, text });
    } catch (error) {
      assertNotLimited(this.guesses.take(request.ip));
      throw error;
    }
  }
}
