import { Body, Controller, Headers, Inject, Param, Patch, Req, Res } from '@nestjs/common';
import { ApiSchema } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Operation, type OperationOptions } from '../http/operation.js';
import { ifRevision } from '../http/parameters.js';
import { bodyPipe } from '../http/problems/validation.js';
import { requireRevision } from '../http/requests/if-match.js';
import {
  canonicalizeLanguage,
  command,
  done,
  eventsOfType,
  LanguageField,
  RECORDING_KIND as kind,
  RECORDINGS,
  type ItemServices,
  type OutcomeDescriber,
} from '../items/index.js';

@ApiSchema({ name: 'SetLanguage' })
class LanguageBody {
  @LanguageField('The spoken language: `auto` or BCP 47.', { required: true, example: 'pt-BR' })
  language = '';
}

const languageOperation: OperationOptions = command(kind, {
  verb: 'setLanguage',
  id: 'setLanguage',
  summary: 'Correct the language of a recording',
  description:
    'Later transcriptions use the language. The next `/run` transcribes again what was transcribed in another language, or was skipped for lack ' +
    'of an engine, with everything that depends on it. Outputs with the earlier version are then `outdated`, and are not sent again automatically.',
  parameters: [ifRevision],
  body: { type: LanguageBody, required: true, example: { language: 'de' } },
  answers: [
    done(
      kind,
      'The language is set.',
      {
        code: 'language-set',
        detail: 'The language is de. An existing transcript stays until a run transcribes the recording again.',
        try_instead: 'To transcribe in this language, run the item.',
      },
      { language: 'de' },
    ),
  ],
  problems: ['transcribing', 'item-changed', 'precondition-required'],
});

/** Promises no new transcript: only the domain decides if a run would make one. */
const describeLanguage: OutcomeDescriber = (accepted) => {
  const language = eventsOfType(accepted, 'LanguageChanged').at(-1)?.data.language ?? 'another';
  return {
    code: 'language-set',
    detail: `The language is ${language}. An existing transcript stays until a run transcribes the recording again.`,
    tryInstead: 'To transcribe in this language, run the item.',
  };
};

/** Changes the language given at registration. Documents give their languages with each run instead. */
@Controller('api/v1/recordings')
export class LanguageController {
  constructor(@Inject(RECORDINGS) private readonly recordings: ItemServices) {}

  @Patch(':id')
  @Operation(languageOperation)
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
        command: (context, { revision }) => {
          requireRevision(ifMatch, revision);
          return { type: 'ChangeLanguage', ...context, language };
        },
        describer: describeLanguage,
      },
    );
  }
}
