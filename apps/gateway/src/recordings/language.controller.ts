import { Body, Controller, Headers, Inject, Param, Patch, Req, Res } from '@nestjs/common';
import { ApiSchema } from '@nestjs/swagger';
import { isPresent } from '@throughline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../http/access.js';
import { FlagField } from '../http/fields.js';
import { canonicalizeLanguage, LanguageField } from '../http/language.js';
import { Operation, type OperationOptions } from '../http/operation.js';
import { ifRevision } from '../http/parameters.js';
import { bodyPipe } from '../http/problems/validation.js';
import { requireRevision } from '../http/requests/if-match.js';
import {
  accepted,
  command,
  done,
  eventsOfType,
  RECORDING_KIND as kind,
  RECORDINGS,
  type ItemServices,
  type OutcomeDescriber,
} from '../items/index.js';

@ApiSchema({ name: 'SetLanguage' })
class LanguageBody {
  @LanguageField('The spoken language: `auto` or BCP 47.', { required: true, example: 'pt-BR' })
  language = '';

  @FlagField('Transcribes again at once if the transcript is in another language, or the stage had no engine.', {
    default: false,
  })
  run?: boolean;
}

const languageOperation: OperationOptions = command(kind, {
  verb: 'setLanguage',
  id: 'setLanguage',
  summary: 'Correct the language of a recording',
  description:
    'Later transcriptions use the language. The next `/run` transcribes again what was transcribed in another language, or was skipped for lack ' +
    'of an engine, with everything that depends on it. With `run` that happens at once, unless another run is active. Outputs with the earlier ' +
    'version are then `outdated`, and are not sent again automatically.',
  parameters: [ifRevision],
  body: { type: LanguageBody, required: true, example: { language: 'de' } },
  answers: [
    accepted(
      kind,
      'The language is set, and a run transcribes the recording again.',
      { code: 'language-set', detail: 'The language is de. The recording is transcribed again.' },
      { language: 'de' },
    ),
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

/** Without a run promises no new transcript: only the domain decides if a run would make one. */
const describeLanguage: OutcomeDescriber = (accepted) => {
  const { state } = accepted.asset;
  const language = isPresent(state) ? state.language : 'another';
  if (eventsOfType(accepted, 'RunStarted').length > 0)
    return { code: 'language-set', detail: `The language is ${language}. The recording is transcribed again.` };
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
  async change(
    @Param('id') id: string,
    @Body(bodyPipe) body: LanguageBody,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const language = canonicalizeLanguage(body.language);
    const { starts } = this.recordings;
    const library = body.run === true ? await starts.library(principalOf(request).ownerId) : undefined;
    await this.recordings.requests.carryOut(
      { request, reply },
      {
        id,
        body,
        command: (context, { revision, sender, ...basis }) => {
          requireRevision(ifMatch, revision);
          const run = { assetId: id, commandId: sender.commandId, by: context.by, overrides: {} };
          return {
            type: 'ChangeLanguage',
            ...context,
            language,
            ...(library === undefined ? {} : { run: starts.request({ ...run, library }, basis) }),
          };
        },
        describer: describeLanguage,
      },
    );
  }
}
