import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TakesForms } from '../../requests/takes-forms.js';
import { NeedsScope } from '../../tokens/auth.guard.js';
import { RegisterRequests } from './register-requests.js';

@Controller('api/v1/recordings')
@NeedsScope('write')
export class RegisterController {
  constructor(@Inject(RegisterRequests) private readonly requests: RegisterRequests) {}

  @Post()
  @TakesForms()
  register(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.requests.carryOut(request, reply);
  }
}
