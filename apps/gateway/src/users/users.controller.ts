import { Body, Controller, Get, Headers, Inject, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashOfJson, jsonAnswer, keyedRequest, sendAnswer } from '../idempotency/http.js';
import { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import { bodyPipe } from '../problems/validation.js';
import { NeedsScope } from '../tokens/auth.guard.js';
import { etagOf, versionOf, type User } from './user.js';
import { ChangeUser, CreateUser } from './users.dto.js';
import { Users } from './users.js';

interface UserItem {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly library: { readonly id: string; readonly name: string };
  readonly created_at: string;
  readonly disabled_at: string | null;
  readonly version: string;
}

const itemOf = (user: User): UserItem => ({
  id: user.id,
  name: user.name,
  role: user.role,
  library: { id: user.library.id, name: user.library.name },
  created_at: user.createdAt,
  disabled_at: user.disabledAt ?? null,
  version: versionOf(user),
});

/** Who may come in, for administrators. Nobody is removed: his recordings and what he did stay his. */
@Controller('api/v1/admin/users')
@NeedsScope('admin')
export class UsersController {
  constructor(
    @Inject(Users) private readonly users: Users,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get()
  async list(): Promise<{ items: readonly UserItem[] }> {
    return { items: (await this.users.list()).map(itemOf) };
  }

  @Post()
  async create(@Body(bodyPipe) body: CreateUser, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const answer = await this.once.run(keyedRequest(request), {
      digest: () => Promise.resolve(hashOfJson(body)),
      work: async () => {
        const user = await this.users.add(body);
        return jsonAnswer(201, itemOf(user), { location: `/api/v1/admin/users/${user.id}`, etag: etagOf(user) });
      },
    });
    sendAnswer(reply, answer);
  }

  @Get(':id')
  async item(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<UserItem> {
    return this.tagged(reply, await this.users.find(id));
  }

  @Patch(':id')
  async change(
    @Param('id') id: string,
    @Body(bodyPipe) body: ChangeUser,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserItem> {
    return this.tagged(reply, await this.users.change(id, body, ifMatch));
  }

  private tagged(reply: FastifyReply, user: User): UserItem {
    void reply.header('etag', etagOf(user));
    return itemOf(user);
  }
}
