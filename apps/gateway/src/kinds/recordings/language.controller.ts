import { Body, Controller, Headers, Inject, Param, Patch, Req, Res } from '@nestjs/common';
import { ApiSchema } from '@nestjs/swagger';
import { LAST_SECOND } from '@throughline/contracts';
import { isPresent, textFactsOf, type AssetState } from '@throughline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../../kit/http/access.js';
import { FlagField, NumberField, ObjectField } from '../../kit/http/fields.js';
import { canonicalizeLanguage, LanguageField } from '../../kit/http/language.js';
import { Operation, type OperationOptions } from '../../kit/http/operation.js';
import { ifRevision } from '../../kit/http/parameters.js';
import { invalid } from '../../kit/http/problems/problem.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { requireRevision } from '../../kit/http/requests/if-match.js';
import {
  accepted,
  command,
  done,
  eventsOfType,
  describeDescription,
  DescriptionBody,
  hasPreferences,
  patchPreferences,
  pickChanges,
  readDescription,
  readSavedConfig,
  RECORDING_KIND as kind,
  RECORDINGS,
  type ItemServices,
  type OutcomeDescriber,
} from '../../items/index.js';

@ApiSchema({ name: 'ChooseThumbnail' })
class ThumbnailBody {
  @NumberField('The second of the processed video whose picture is shown.', { min: 0, max: LAST_SECOND, required: true })
  second!: number;
}

@ApiSchema({ name: 'ChangeRecording' })
class RecordingBody extends DescriptionBody {
  @ObjectField(
    'The picture that stands for the recording, also at YouTube and VK; `null` leaves the choice to the server.',
    ThumbnailBody,
  )
  thumbnail?: ThumbnailBody | null;

  @LanguageField('The spoken language: `auto` or BCP 47. It cannot be removed.', { example: 'pt-BR' })
  language?: string | null;

  @FlagField('With `language`: transcribes again at once if the transcript is in another language, or the stage had no engine.', {
    default: false,
  })
  run?: boolean;
}

const changeOperation: OperationOptions = command(kind, {
  verb: 'changeRecording',
  id: 'changeRecording',
  summary: 'Describe a recording, or correct its language',
  description:
    'Changes the title, the description, the tags, the thumbnail and the preferences in the library. Later deliveries use the new title and thumbnail; delivered ' +
    'content and the names of its folders stay as they are. Later transcriptions use the language. The next `/run` transcribes again what was transcribed in another language, or was skipped for lack ' +
    'of an engine, with everything that depends on it. With `run` that happens at once, unless another run is active. Outputs with the earlier ' +
    'version are then `outdated`, and are not sent again automatically.',
  parameters: [ifRevision],
  body: { type: RecordingBody, required: true, example: { title: 'Lecture 8', tags: ['algebra'], language: 'de' } },
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
  problems: ['transcribing', 'item-changed', 'output-not-found', 'precondition-required'],
});

/** Without a run promises no new transcript: only the domain decides if a run would make one. */
const describeLanguage: OutcomeDescriber = (accepted) => {
  if (eventsOfType(accepted, 'LanguageChanged').length + eventsOfType(accepted, 'RunStarted').length === 0)
    return describeDescription(accepted);
  const { state } = accepted.asset;
  const language = isPresent(state) ? state.language : 'another';
  if (eventsOfType(accepted, 'RunStarted').length > 0)
    return {
      code: 'language-set',
      detail: `The language is ${language}. The recording is transcribed again.`,
      preview: `The language would be ${language}. The recording would be transcribed again.`,
    };
  return {
    code: 'language-set',
    detail: `The language is ${language}. An existing transcript stays until a run transcribes the recording again.`,
    preview: `The language would be ${language}. An existing transcript would stay until a run transcribes the recording again.`,
    tryInstead: 'To transcribe in this language, run the item.',
  };
};

/** Returns the language of a request. Throws if the request would remove it, or has nothing to change. */
function readLanguage(body: RecordingBody, hasOthers: boolean): string | undefined {
  const { language, run } = body;
  if (run === true && hasPreferences(body))
    throw invalid([
      {
        pointer: '/run',
        message: 'cannot be sent with preferences: the run would not use them. Set them first, and then run the item',
      },
    ]);
  if (language === null) throw invalid([{ pointer: '/language', message: 'cannot be removed; `auto` detects it' }]);
  if (language !== undefined) return canonicalizeLanguage(language);
  if (run === true) throw invalid([{ pointer: '/run', message: 'belongs to a language: to run the item, POST …/run' }]);
  if (!hasOthers)
    throw invalid([{ pointer: '', message: 'must have a title, a description, tags, a thumbnail, preferences or a language' }]);
  return undefined;
}

/** Throws if the chosen second is known to be after the end. The length is unknown until a worker has measured it. */
function requireSecond({ thumbnail }: RecordingBody, state: AssetState): void {
  const length = isPresent(state) ? textFactsOf(state).seconds : undefined;
  if (length === undefined || thumbnail === undefined || thumbnail === null || thumbnail.second < length) return;
  throw invalid([{ pointer: '/thumbnail/second', message: `must be before the end, which is at ${String(length)} s` }]);
}

/** Changes the texts, the thumbnail and the language of a recording. Documents give their languages with each run instead. */
@Controller('api/v1/recordings')
export class LanguageController {
  constructor(@Inject(RECORDINGS) private readonly recordings: ItemServices) {}

  @Patch(':id')
  @Operation(changeOperation)
  async change(
    @Param('id') id: string,
    @Body(bodyPipe) body: RecordingBody,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { runs } = this.recordings;
    const needsLibrary = body.run === true || hasPreferences(body);
    const library = needsLibrary ? await runs.library(principalOf(request).ownerId) : undefined;
    await this.recordings.requests.carryOut(
      { request, reply },
      {
        id,
        body,
        command: (context, { revision, sender, ...basis }) => {
          const description = readDescription(body);
          const language = readLanguage(
            body,
            description.fields.length > 0 || body.thumbnail !== undefined || hasPreferences(body),
          );
          requireRevision(ifMatch, revision);
          requireSecond(body, basis.state);
          const run = { assetId: id, commandId: sender.commandId, by: context.by, overrides: {} };
          const texts = {
            ...pickChanges(description, basis.personal),
            ...(body.thumbnail === undefined ? {} : { thumbnail: body.thumbnail }),
            ...(library === undefined || !hasPreferences(body)
              ? {}
              : { preferences: patchPreferences(body, basis, (saved) => readSavedConfig(saved, runs, library)) }),
          };
          if (language === undefined) return { type: 'DescribeAsset', ...context, ...texts };
          const spoken = {
            ...context,
            language,
            ...(library === undefined || body.run !== true ? {} : { run: runs.request({ ...run, library }, basis) }),
          };
          return { type: 'DescribeAsset', ...context, ...texts, language: spoken };
        },
        describer: describeLanguage,
      },
    );
  }
}
