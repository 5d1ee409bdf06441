import { Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Channel } from '../channels/channel.js';
import { Problem } from '../problems/problem.js';
import { limited } from '../requests/limited.js';
import { RateLimiter } from '../requests/rate-limit.js';
import { TakesPairs } from '../requests/takes-forms.js';
import { OpenToAll } from '../tokens/auth.guard.js';
import { bearerOf } from '../tokens/token.js';
import { memberOf, membersOf } from './video-address.js';
import { WebhookRegistrations } from './webhook-registrations.js';

/** A message of somebody's with all its embellishments is smaller by far. Bytes. */
export const LARGEST_WEBHOOK = 64 * 1024;

export const WEBHOOK_GUESSES = Symbol('webhook guesses');

const header = (request: FastifyRequest, name: string): string | undefined => {
  const given = request.headers[name];
  return typeof given === 'string' && given !== '' ? given : undefined;
};

/**
 * Senders set what they can: a header of HTTP's own, which may be meant for somebody on the way, one that is made up, or a member of the body.
 */
function secretsIn(request: FastifyRequest): readonly string[] {
  const inBody = memberOf(membersOf(request.body), 'secret');
  const given = [bearerOf(request.headers.authorization), header(request, 'x-webhook-secret'), inBody];
  return given.filter((one): one is string => typeof one === 'string' && one !== '');
}

const refused = (): Problem =>
  new Problem('webhook-refused', { headers: { 'www-authenticate': 'Bearer realm="throughline webhooks"' } });

/** What programs of others send, with the secret of a channel in place of a token. */
@Controller('api/v1/webhooks')
export class WebhooksController {
  constructor(
    @Inject(WebhookRegistrations) private readonly registrations: WebhookRegistrations,
    /** By address: guessing must be slow. */
    @Inject(WEBHOOK_GUESSES) private readonly guesses: RateLimiter,
  ) {}

  @Post(':name')
  @OpenToAll()
  @TakesPairs()
  async take(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const channel = await this.identify(name, request);
    if (Buffer.byteLength(JSON.stringify(request.body ?? null)) > LARGEST_WEBHOOK)
      throw new Problem('too-large', { detail: `A webhook takes ${String(LARGEST_WEBHOOK)} bytes.` });
    const { begun, answer } = await this.registrations.take(channel, request.body);
    void reply
      .status(begun ? 202 : 200)
      .header('location', answer.url)
      .header('cache-control', 'no-store')
      .send(answer);
  }

  private async identify(name: string, request: FastifyRequest): Promise<Channel> {
    for (const secret of secretsIn(request)) {
      const channel = await this.registrations.find(name, secret);
      if (channel !== undefined) return channel;
    }
    limited(this.guesses.take(request.ip));
    throw refused();
  }
}
