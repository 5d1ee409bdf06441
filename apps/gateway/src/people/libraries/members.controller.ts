import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, principalOf, type Principal } from '../../kit/http/access.js';
import { NO_CONTENT, jsonAnswer } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { requiredBodyPipe } from '../../kit/http/problems/validation.js';
import { AddMember, ChangeMember, TransferLibrary, type MemberList } from './libraries.dto.js';
import * as operations from './libraries.operations.js';
import { Libraries } from './libraries.js';

@Controller('api/v1/libraries/:id')
export class MembersController {
  constructor(
    @Inject(Libraries) private readonly libraries: Libraries,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get('members')
  @Operation(operations.listMembers)
  async list(@CurrentUser() by: Principal, @Param('id') id: string): Promise<MemberList> {
    const members = await this.libraries.members(by, id);
    return {
      items: members.map(({ userId, name, role, since, isDisabled }) => ({
        user_id: userId,
        name,
        role,
        since,
        disabled: isDisabled,
      })),
    };
  }

  @Post('members')
  @Operation(operations.addMember)
  add(
    @Param('id') id: string,
    @Body(requiredBodyPipe) body: AddMember,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.once.respond({ request, reply }, body, async () => {
      const by = principalOf(request);
      await this.libraries.addMember(by, id, body);
      return jsonAnswer(201, await this.list(by, id));
    });
  }

  @Patch('members/:user_id')
  @Operation(operations.changeMember)
  async change(
    @CurrentUser() by: Principal,
    @Param('id') id: string,
    @Param('user_id') userId: string,
    @Body(requiredBodyPipe) { role }: ChangeMember,
  ): Promise<MemberList> {
    await this.libraries.changeMember(by, id, { userId, role });
    return this.list(by, id);
  }

  @Delete('members/:user_id')
  @HttpCode(204)
  @Operation(operations.removeMember)
  @TakesNoBody()
  remove(@CurrentUser() by: Principal, @Param('id') id: string, @Param('user_id') userId: string): Promise<void> {
    return this.libraries.changeMember(by, id, { userId, role: undefined });
  }

  @Post('leave')
  @Operation(operations.leaveLibrary)
  @TakesNoBody()
  leave(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, undefined, async () => {
      await this.libraries.leave(principalOf(request), id);
      return NO_CONTENT;
    });
  }

  @Post('transfer')
  @Operation(operations.transferLibrary)
  transfer(
    @Param('id') id: string,
    @Body(requiredBodyPipe) body: TransferLibrary,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.once.respond({ request, reply }, body, async () => {
      const by = principalOf(request);
      await this.libraries.transfer(by, id, body.user_id);
      return jsonAnswer(200, await this.list(by, id));
    });
  }
}
