import { Body, Controller, Headers, Inject, Param, Patch, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyPipe } from '../../http/problems/validation.js';
import { canonicalizeLanguage } from '../register/read-fields.js';
import { requireRevision } from '../../http/requests/if-match.js';
import { TakesQuery } from '../../http/requests/query-guard.js';
import { Operation } from '../../http/operation.js';
import { LanguageBody } from './commands.dto.js';
import { RECORDINGS, type ItemServices } from '../item-services.js';
import { languageOperation } from './recording-commands.operations.js';
import { describeLanguage } from './describe-outcome.js';

/** Changes the language given at registration. Documents give their languages with each run instead. */
@Controller('api/v1/recordings')
export class LanguageController {
  constructor(@Inject(RECORDINGS) private readonly recordings: ItemServices) {}

  @Patch(':id')
  @Operation(languageOperation)
  @TakesQuery({ dryRun: true })
  change(
    @Param('id') id: string,
    @Body(bodyPipe) body: LanguageBody,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const language = canonicalizeLanguage(body.language);
    return this.recordings.requests.carryOut(
      { request, reply },
      {
        id,
        body,
        command: (asked, { revision }) => {
          requireRevision(ifMatch, revision);
          return { type: 'ChangeLanguage', ...asked, language };
        },
        tell: describeLanguage,
      },
    );
  }
}
