import { Controller, Get, Header, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { NeedsScope, visitorOf } from '../tokens/auth.guard.js';
import { meOf, type Me } from './me.js';

@Controller('api/v1/me')
export class MeController {
  @Get()
  @Header('cache-control', 'no-store')
  @NeedsScope('read')
  me(@Req() request: FastifyRequest): Me {
    return meOf(visitorOf(request));
  }
}
