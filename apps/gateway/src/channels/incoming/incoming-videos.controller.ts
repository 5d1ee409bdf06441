import { Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Channel } from '../channel.js';
import { Operation } from '../../kit/http/operation.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { assertNotLimited, RateLimiter } from '../../kit/http/requests/rate-limit.js';
import { TakesPairs } from '../../kit/http/requests/takes-forms.js';
import { PublicAddress, readBearer } from '../../people/index.js';
import { getMember, getMembers } from './video-address.js';
import { IncomingVideos } from './incoming-videos.js';
import { takeVideo } from './incoming-videos.operations.js';

/** Far larger than any real message. */
export const LARGEST_BODY = 64 * 1024;

export const CHANNEL_GUESSES = Symbol('channel guesses');

const readHeader = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/**
 * Returns the secrets of a request. Senders differ in where they can put one: the Authorization header (which a proxy may use),
 * an own header, or the body.
 */
function readSecrets(request: FastifyRequest): readonly string[] {
  const inBody = getMember(getMembers(request.body), 'secret');
  const secrets = [readBearer(request.headers.authorization), readHeader(request, 'x-webhook-secret'), inBody];
  return secrets.filter((one): one is string => typeof one === 'string' && one !== '');
}

const refusedProblem = (): Problem =>
  new Problem('webhook-refused', { headers: { 'www-authenticate': 'Bearer realm="throughline channels"' } });

/** Requests of other programs, authenticated by a channel's secret instead of a token. */
@Controller('api/v1/webhooks')
export class IncomingVideosController {
  constructor(
    @Inject(IncomingVideos) private readonly registrations: IncomingVideos,
    /** Limits failed attempts by address, against guessing. */
    @Inject(CHANNEL_GUESSES) private readonly guesses: RateLimiter,
    @Inject(PublicAddress) private readonly address: PublicAddress,
  ) {}

  @Post(':name')
  @TakesPairs()
  @Operation(takeVideo)
  async take(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const channel = await this.identify(name, request);
    if (Buffer.byteLength(JSON.stringify(request.body ?? null)) > LARGEST_BODY)
      throw new Problem('too-large', { detail: `The body of the request exceeds the limit of ${String(LARGEST_BODY)} bytes.` });
    const { isStarted, answer } = await this.registrations.take(channel, request.body);
    const { basePath } = this.address;
    void reply
      .status(isStarted ? 202 : 200)
      .header('location', answer.url)
      .header('cache-control', 'no-store')
      .send({ ...answer, url: `${basePath}${answer.url}`, mirror: `${basePath}${answer.mirror}` });
  }

  private async identify(name: string, request: FastifyRequest): Promise<Channel> {
    for (const secret of readSecrets(request)) {
      const channel = await this.registrations.find(name, secret);
      if (channel !== undefined) return channel;
    }
    assertNotLimited(this.guesses.take(request.ip));
    throw refusedProblem();
  }
}
