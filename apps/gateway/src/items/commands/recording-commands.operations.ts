import type { OperationOptions, Parameter } from '../../http/operation.js';
import { ifRevision, outputName } from '../../http/parameters.js';
import { RECORDING_KIND as kind } from '../recording-kind.js';
import { accepted, command, done, outcomeExample } from './command-operation.js';
import { LanguageBody } from './commands.dto.js';

/* The descriptions of the commands that only recordings have. */

const followUp: Parameter = {
  name: 'followUp',
  in: 'path',
  description: 'The `name` of a follow-up.',
  schema: { type: 'string' },
  example: 'thumbnail',
};

export const languageOperation: OperationOptions = command(kind, {
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
      outcomeExample(
        kind,
        {
          code: 'language-set',
          detail: 'The language is de. An existing transcript stays until a run transcribes the recording again.',
          try_instead: 'To transcribe in this language, run the item.',
        },
        { language: 'de' },
      ),
    ),
  ],
  problems: ['transcribing', 'item-changed', 'precondition-required'],
});

export const redeliverOperation: OperationOptions = command(kind, {
  verb: 'redeliverOutput',
  id: 'redeliverOutput',
  summary: 'Send the newest version to an output',
  description:
    'For an output with `old_words` or `outdated`: delivers again, with its follow-ups. The content at the destination is replaced; if the ' +
    'destination cannot replace it, it stays and the output is `outdated`. There are never two copies.',
  parameters: [outputName],
  answers: [
    accepted(
      kind,
      'The newest version is being sent.',
      outcomeExample(kind, {
        code: 'redelivering',
        detail: 'The newest version is delivered to the output. Content that cannot be replaced there stays.',
      }),
    ),
    done(
      kind,
      'The next run sends it.',
      outcomeExample(kind, { code: 'to-be-redelivered', detail: 'The next run delivers the newest version to the output.' }),
    ),
  ],
  problems: ['unknown-output', 'not-delivered', 'unconfirmed', 'nothing-newer', 'not-replaceable', 'output-busy', 'not-in-run'],
});

export const retryFollowUpOperation: OperationOptions = command(kind, {
  verb: 'retryFollowUp',
  id: 'retryFollowUp',
  summary: 'Retry a failed follow-up',
  description: 'Nothing is delivered again. A run of the recording retries all failed follow-ups.',
  parameters: [outputName, followUp],
  answers: [
    accepted(
      kind,
      'The follow-up runs again.',
      outcomeExample(kind, { code: 'retrying', detail: 'The follow-up starts again.' }),
    ),
    done(kind, 'It is completed.', outcomeExample(kind, { code: 'already-done', detail: 'The follow-up is done.' })),
  ],
  problems: ['unknown-follow-up', 'not-failed', 'not-in-run'],
});
