import { Controller, Get, Header, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Operation } from '../../http/operation.js';
import { visitorOf } from '../tokens/auth.guard.js';
import { Me, meExample, renderMe } from './me.js';

@Controller('api/v1/me')
export class MeController {
  @Get()
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'me',
    tag: 'people',
    scope: 'read',
    summary: 'Read your name, your role and what you may do',
    answers: [{ status: 200, description: 'You.', type: Me, example: meExample }],
    problems: [],
  })
  me(@Req() request: FastifyRequest): Me {
    return renderMe(visitorOf(request));
  }
}
