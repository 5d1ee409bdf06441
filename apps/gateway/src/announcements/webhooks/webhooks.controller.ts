import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NOW } from '../../gateway-context.js';
import { CurrentUser, principalOf, type Principal } from '../../kit/http/access.js';
import { NO_STORE, jsonAnswer } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../kit/http/operation.js';
import { parseRowId } from '../../kit/http/parameters.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { bodyPipe, queryPipe, requiredBodyPipe } from '../../kit/http/problems/validation.js';
import { etagOfRevision } from '../../kit/http/requests/change-at-revision.js';
import { watchDisconnect } from '../../kit/http/requests/read-deadline.js';
import { isReadOnly } from '../../items/index.js';
import type { WebhookEndpoint } from './webhook-endpoint.js';
import {
  AttemptsQuery,
  ChangeWebhookEndpoint,
  RedeliverWebhooks,
  RotateWebhookSecret,
  WebhookEndpointBody,
  renderAttempt,
  renderEndpoint,
  renderTest,
} from './webhooks.dto.js';
import type {
  NewWebhookEndpoint,
  WebhookAttemptList,
  WebhookEndpointAnswer,
  WebhookEndpointList,
  WebhookRedelivery,
  WebhookSecretAnswer,
} from './webhooks.dto.js';
import * as operations from './webhooks.operations.js';
import { Webhooks } from './webhooks.js';

@Controller('api/v1/webhook-endpoints')
export class WebhookEndpointsController {
  constructor(
    @Inject(Webhooks) private readonly webhooks: Webhooks,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
    @Inject(NOW) private readonly now: () => Date,
  ) {}

  @Get()
  @Operation(operations.listWebhookEndpoints)
  async list(@CurrentUser() user: Principal): Promise<WebhookEndpointList> {
    return { items: (await this.webhooks.list(user.ownerId)).map((one) => this.#render(one, user)) };
  }

  @Post()
  @Operation(operations.createWebhookEndpoint)
  create(@Body(bodyPipe) body: WebhookEndpointBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, body, async ({ owner }) => {
      const { endpoint, secret } = await this.webhooks.add(owner, body);
      const answer: NewWebhookEndpoint = { ...this.#render(endpoint, principalOf(request)), secret };
      const location = `/api/v1/webhook-endpoints/${String(endpoint.id)}`;
      return jsonAnswer(201, answer, { location, etag: etagOfRevision(endpoint), ...NO_STORE });
    });
  }

  @Get(':id')
  @Operation(operations.getWebhookEndpoint)
  async one(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookEndpointAnswer> {
    const endpoint = await this.webhooks.find(user.ownerId, parseRowId(id));
    void reply.header('etag', etagOfRevision(endpoint));
    return this.#render(endpoint, user);
  }

  @Patch(':id')
  @Operation(operations.changeWebhookEndpoint)
  async change(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(requiredBodyPipe) body: ChangeWebhookEndpoint,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookEndpointAnswer> {
    const endpoint = await this.webhooks.change({ libraryId: user.ownerId, id: parseRowId(id), ifMatch }, body);
    void reply.header('etag', etagOfRevision(endpoint));
    return this.#render(endpoint, user);
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation(operations.deleteWebhookEndpoint)
  @TakesNoBody()
  async remove(
    @CurrentUser() { ownerId }: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    await this.webhooks.remove({ libraryId: ownerId, id: parseRowId(id), ifMatch });
  }

  @Post(':id/secret')
  @Operation(operations.rotateWebhookSecret)
  rotate(
    @Param('id') id: string,
    @Body(bodyPipe) body: RotateWebhookSecret,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.once.respond({ request, reply }, body, async ({ owner }) => {
      const { secret, until } = await this.webhooks.rotateSecret(owner, parseRowId(id), body.keep_hours ?? undefined);
      return jsonAnswer(200, { secret, old_secret_until: until } satisfies WebhookSecretAnswer, NO_STORE);
    });
  }

  @Post(':id/test')
  @Operation(operations.testWebhookEndpoint)
  @TakesNoBody()
  test(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, null, async ({ owner }) =>
      jsonAnswer(200, renderTest(await this.webhooks.test(owner, parseRowId(id), watchDisconnect(reply))), NO_STORE),
    );
  }

  @Post(':id/redeliver')
  @Operation(operations.redeliverWebhooks)
  redeliver(
    @Param('id') id: string,
    @Body(bodyPipe) body: RedeliverWebhooks,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.once.respond({ request, reply }, body, async ({ owner }) => {
      const position = await this.webhooks.redeliver(owner, parseRowId(id), body);
      return jsonAnswer(202, { after_position: position } satisfies WebhookRedelivery);
    });
  }

  @Get(':id/attempts')
  @Operation(operations.listWebhookAttempts)
  async attempts(
    @CurrentUser() { ownerId }: Principal,
    @Param('id') id: string,
    @Query(queryPipe) { limit }: AttemptsQuery,
  ): Promise<WebhookAttemptList> {
    const endpoint = await this.webhooks.find(ownerId, parseRowId(id));
    return { items: (await this.webhooks.attempts(endpoint.id, limit)).map(renderAttempt) };
  }

  #render(endpoint: WebhookEndpoint, { scopes }: Principal): Readonly<WebhookEndpointAnswer> {
    return renderEndpoint(endpoint, { now: this.now(), isReadOnly: isReadOnly(scopes) });
  }
}
