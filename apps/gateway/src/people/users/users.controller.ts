import { Body, Controller, Get, Inject, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { jsonAnswer } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { Field } from '../../kit/http/fields.js';
import { principalOf } from '../../kit/http/access.js';
import { Operation, type Parameter } from '../../kit/http/operation.js';
import { idempotencyKey, ifMatchOf } from '../../kit/http/parameters.js';
import { list } from '../../kit/http/schemas.js';
import { etagOf, versionOf, type User } from './user.js';
import { ChangeUser, CreateUser, UserAnswer } from './users.dto.js';
import { Users } from './users.js';

const example: UserAnswer = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E5',
  name: 'Nora',
  role: 'operator',
  library: { id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4', name: 'owner' },
  created_at: '2026-02-05T10:00:00.000Z',
  disabled_at: null,
  deletion_requested_at: null,
  version: '3QpWm0Yb1xK8uZ2a',
};

class UserList {
  @Field(list(UserAnswer, 'All users, the disabled ones included.')) items!: readonly UserAnswer[];
}

const tag = 'people';
const scope = 'admin';
const userId: Parameter = { name: 'id', in: 'path', description: 'The id of a user.', schema: { type: 'string' } };
const ifMatchUser = ifMatchOf('user');
const headers = { ETag: 'Send it back as `If-Match` to change the user.' };
const one = { status: 200, description: 'The user.', type: UserAnswer, example, headers };

const itemOf = (user: User): UserAnswer => ({
  id: user.id,
  name: user.name,
  role: user.role,
  library: { id: user.library.id, name: user.library.name },
  created_at: user.createdAt,
  disabled_at: user.disabledAt ?? null,
  deletion_requested_at: user.deletionRequestedAt ?? null,
  version: versionOf(user),
});

@Controller('api/v1/admin/users')
export class UsersController {
  constructor(
    @Inject(Users) private readonly users: Users,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get()
  @Operation({
    id: 'listUsers',
    tag,
    scope,
    summary: 'List all users, the disabled ones included',
    answers: [{ status: 200, description: 'Users by name.', type: UserList, example: { items: [example] } }],
    problems: [],
  })
  async list(): Promise<UserList> {
    return { items: (await this.users.list()).map(itemOf) };
  }

  @Post()
  @Operation({
    id: 'createUser',
    tag,
    scope,
    summary: 'Create a user',
    description: 'With a personal library. The user can also join a library that you own. Make a sign-in link for the user next.',
    parameters: [idempotencyKey],
    body: { type: CreateUser, required: true, example: { name: 'Nora', role: 'operator' } },
    answers: [{ ...one, status: 201, headers: { Location: 'The user.', ...headers } }],
    problems: ['name-taken'],
  })
  create(@Body(bodyPipe) body: CreateUser, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, body, async () => {
      const user = await this.users.add(principalOf(request), body);
      return jsonAnswer(201, itemOf(user), { location: `/api/v1/admin/users/${user.id}`, etag: etagOf(user) });
    });
  }

  @Get(':id')
  @Operation({
    id: 'getUser',
    tag,
    scope,
    summary: 'Read a user',
    parameters: [userId],
    answers: [one],
    problems: ['not-found'],
  })
  async item(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<UserAnswer> {
    return this.tagged(reply, await this.users.find(id));
  }

  @Patch(':id')
  @Operation({
    id: 'changeUser',
    tag,
    scope,
    summary: 'Change the role of a user, or shut the user out',
    description:
      'Takes effect at once for every token and sign-in of the user; at other gateways within seconds. Disabling revokes all ' +
      'tokens and ends all sign-ins and unopened sign-in links of the user. They stay invalid when the user is enabled again.',
    parameters: [userId, ifMatchUser],
    body: { type: ChangeUser, required: false, example: { role: 'viewer' } },
    answers: [one],
    problems: ['not-found', 'last-admin', 'user-changed', 'user-being-deleted', 'precondition-required'],
  })
  async change(
    @Param('id') id: string,
    @Body(bodyPipe) body: ChangeUser,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserAnswer> {
    const ifMatch = request.headers['if-match'];
    return this.tagged(reply, await this.users.change(principalOf(request), id, { body, ifMatch }));
  }

  private tagged(reply: FastifyReply, user: User): UserAnswer {
    void reply.header('etag', etagOf(user));
    return itemOf(user);
  }
}
