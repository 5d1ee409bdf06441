import { answer, command, done, started } from './commands.js';
import type { Parameter } from './operation.js';
import { outputName } from './parameters.js';

const followUp: Parameter = {
  name: 'followUp',
  in: 'path',
  description: '`name` of a follow-up.',
  schema: { type: 'string' },
  example: 'thumbnail',
};

/** Operations that do something again at one output. */
export const againPaths = {
  '/api/v1/recordings/{id}/outputs/{name}/redeliver': {
    post: command({
      id: 'redeliverOutput',
      summary: 'Give an output the newest version',
      description:
        'For an output with `old_words` or `outdated`: its delivery, and what follows upon it, is done once more. What stands there is replaced; where the ' +
        'destination cannot replace it stays and the output says `outdated`. There are never two.',
      path: [outputName],
      answers: [
        started(
          'It is sent again.',
          answer({
            code: 'redelivering',
            detail: 'The output is given the newest version; what cannot be replaced there stays.',
          }),
        ),
        done(
          'The next run sends it again.',
          answer({ code: 'to-be-redelivered', detail: 'The output is to be given the newest version.' }),
        ),
      ],
      problems: [
        'unknown-output',
        'not-delivered',
        'unconfirmed',
        'nothing-newer',
        'not-replaceable',
        'output-busy',
        'not-in-run',
      ],
    }),
  },
  '/api/v1/recordings/{id}/outputs/{name}/follow-ups/{followUp}/retry': {
    post: command({
      id: 'retryFollowUp',
      summary: 'Do a failed follow-up again',
      description: 'Nothing else is done, and nothing is delivered again. A run of the recording retries all failed follow-ups.',
      path: [outputName, followUp],
      answers: [
        started('It is done again.', answer({ code: 'retrying', detail: 'The follow-up is done again.' })),
        done('It is done already.', answer({ code: 'already-done', detail: 'The follow-up is done.' })),
      ],
      problems: ['unknown-follow-up', 'not-failed', 'not-in-run'],
    }),
  },
};
