import { Body, Controller, Headers, Inject, Param, Post, Put, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../../kit/http/access.js';
import { Operation } from '../../kit/http/operation.js';
import { parseRowId } from '../../kit/http/parameters.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { requiredBodyPipe } from '../../kit/http/problems/validation.js';
import { requireRevision } from '../../kit/http/requests/if-match.js';
import { hasFlag } from '../../kit/http/requests/query-guard.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';
import { PreferencesBody, readSavedConfig } from '../runs/saved-config.js';
import { describeBinding, describePreferences } from './describe-outcome.js';
import { bindTemplate } from './person-commands.js';
import { bindOperation, preferencesOperation } from './settings.operations.js';

/** Binds templates to items, and sets the preferences of items. */
export function settingsController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(path)
  class SettingsController {
    constructor(@Inject(services) private readonly services: ItemServices) {}

    /** CFG-12, CFG-13, API-08. */
    @Post(':id/template/:template_id')
    @Operation(bindOperation(kind))
    @TakesNoBody()
    async bind(
      @Param('id') id: string,
      @Param('template_id') templateId: string,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const resetPreferences = hasFlag(request, 'reset_preferences');
      const { config } = await this.services.runs.library(principalOf(request).ownerId);
      await this.services.requests.carryOut(
        { request, reply },
        {
          id,
          body: { resetPreferences },
          command: (context) => bindTemplate(config, { templateId: parseRowId(templateId), resetPreferences })(context),
          describer: describeBinding,
        },
      );
    }

    @Put(':id/preferences')
    @Operation(preferencesOperation(kind, PreferencesBody))
    async setPreferences(
      @Param('id') id: string,
      @Body(requiredBodyPipe) body: PreferencesBody,
      @Headers('if-match') ifMatch: string | undefined,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const library = await this.services.runs.library(principalOf(request).ownerId);
      await this.services.requests.carryOut(
        { request, reply },
        {
          id,
          body,
          command: (context, { revision }) => {
            requireRevision(ifMatch, revision);
            return { type: 'SetPreferences', ...context, preferences: readSavedConfig(body, this.services.runs, library) };
          },
          describer: describePreferences,
        },
      );
    }
  }
  return SettingsController;
}
