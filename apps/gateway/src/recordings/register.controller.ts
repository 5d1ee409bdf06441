import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TakesForms } from '../http/requests/takes-forms.js';
import { Operation } from '../http/operation.js';
import { RECORDINGS, type ItemServices } from '../items/item-services.js';
import { registerOperation } from './recordings.operations.js';

@Controller('api/v1/recordings')
export class RegisterController {
  constructor(@Inject(RECORDINGS) private readonly recordings: ItemServices) {}

  @Post()
  @Operation(registerOperation)
  @TakesForms()
  register(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.recordings.registrations.carryOut(request, reply);
  }
}
