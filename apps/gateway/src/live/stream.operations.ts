import type { OperationOptions, Parameter } from '../http/operation.js';
import { itemId } from '../http/parameters.js';

const lastEventId: Parameter = {
  name: 'Last-Event-ID',
  in: 'header',
  description: 'The `id` of the last received event: later changes come first, on any gateway, and after a restart.',
  schema: { type: 'string' },
};

const HOW =
  'Server-sent events. `snapshot` is the present state, at the start and after each `reset`; `change` is a whole item, as a GET returns it; ' +
  '`progress` has the fields of an item that change without a revision; `reset` gives the reason why everything must be read again. ' +
  'A comment every 15 seconds keeps the connection open. An `id` covers everything before it; docs/push.md has the details.';

interface StreamTexts {
  readonly id: string;
  readonly noun: string;
}

const streamOf = ({ id, noun }: StreamTexts, example: string): Omit<OperationOptions, 'summary' | 'problems'> => ({
  id,
  tag: `${noun}s`,
  scope: 'read',
  parameters: [lastEventId],
  answers: [
    {
      status: 200,
      description: 'Events, until either side ends the stream.',
      content: {
        'text/event-stream': { schema: { type: 'string' }, example: `retry: 2000\n\nevent: snapshot\ndata: ${example}` },
      },
    },
  ],
});

export const itemStreamOperation = (texts: StreamTexts & { readonly status: string }): OperationOptions => ({
  ...streamOf(texts, `{"id":"0199f5a0-…","status":"${texts.status}", …}\nid: a.…\n\n`),
  summary: `Follow a ${texts.noun}`,
  description: `${HOW} The snapshot is the item.`,
  parameters: [itemId(texts.noun), lastEventId],
  problems: ['not-found', 'too-many-streams'],
});

export const libraryStreamOperation = (texts: StreamTexts): OperationOptions => ({
  ...streamOf(texts, '{"items":[ … ],"next_cursor":null,"total":3}\nid: a.…\n\n'),
  summary: `Follow your ${texts.noun}s`,
  description: `${HOW} The snapshot has \`items\` (the 50 newest that are not deleted), \`next_cursor\` and \`total\`; there are changes of every ${texts.noun}.`,
  problems: ['too-many-streams'],
});
