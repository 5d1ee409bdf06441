import { Body, Controller, Get, Headers, Inject, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentUser, type Principal } from '../kit/http/access.js';
import { Operation } from '../kit/http/operation.js';
import { requiredBodyPipe } from '../kit/http/problems/validation.js';
import { etagOfRevision } from '../kit/http/requests/change-at-revision.js';
import { LibrarySettings } from './library-settings.js';
import { SharedConfigBody } from '../items/index.js';
import type { CheckedSettings } from './template.js';
import { renderSettings, type SettingsAnswer } from './templates.dto.js';
import * as operations from './templates.operations.js';

function tagged(reply: FastifyReply, settings: CheckedSettings): SettingsAnswer {
  void reply.header('etag', etagOfRevision(settings)).header('cache-control', 'no-store');
  return renderSettings(settings);
}

@Controller('api/v1/me/settings')
export class SettingsController {
  constructor(@Inject(LibrarySettings) private readonly settings: LibrarySettings) {}

  @Get()
  @Operation(operations.getSettings)
  async read(@CurrentUser() { ownerId }: Principal, @Res({ passthrough: true }) reply: FastifyReply): Promise<SettingsAnswer> {
    return tagged(reply, await this.settings.read(ownerId));
  }

  @Put()
  @Operation(operations.replaceSettings)
  async replace(
    @CurrentUser() { ownerId }: Principal,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(requiredBodyPipe) body: SharedConfigBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SettingsAnswer> {
    return tagged(reply, await this.settings.replace(ownerId, body, ifMatch));
  }
}
