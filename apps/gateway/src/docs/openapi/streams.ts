import { operation } from './operation.js';
import { id } from './parameters.js';

const tag = 'recordings';

const lastEventId = {
  name: 'Last-Event-ID',
  in: 'header',
  description:
    'The `id` of the last event that was read: what has changed since comes first, on any gateway, and after a restart.',
  schema: { type: 'string' },
} as const;
const lastEventIdQuery = {
  name: 'last_event_id',
  in: 'query',
  description: 'The same, for clients that cannot set a header.',
  schema: { type: 'string', maxLength: 2_000 },
} as const;

const HOW =
  'Server-sent events. `snapshot` is what there is, at the start and again after each `reset`; `change` is a whole item, as a GET would tell it; ' +
  '`progress` is what of an item moves without a revision, to be laid over it; `reset` says why everything has to be read again. ' +
  'A comment every 15 seconds keeps the connection open. An `id` stands for everything before it: docs/push.md has the rest.';

const events = (example: string): Readonly<Record<string, unknown>> => ({
  'text/event-stream': { schema: { type: 'string' }, example },
});

export const streamPaths = {
  '/api/v1/recordings/{id}/stream': {
    get: operation({
      id: 'streamRecording',
      tag,
      summary: 'A recording as it changes',
      description: `${HOW} The snapshot is the item.`,
      scope: 'read',
      parameters: [id, lastEventId, lastEventIdQuery],
      answers: [
        {
          status: 200,
          description: 'Events, until either side ends it.',
          content: events('retry: 2000\n\nevent: snapshot\ndata: {"id":"0199f5a0-…","status":"PROCESSING", …}\nid: a.…\n\n'),
        },
      ],
      problems: ['invalid', 'not-found', 'too-many-streams'],
    }),
  },
  '/api/v1/me/stream': {
    get: operation({
      id: 'streamMine',
      tag,
      summary: 'Your library as it changes',
      description: `${HOW} The snapshot has \`items\`, the 50 newest that are not deleted, \`next_cursor\` and \`total\`; changes are of every item.`,
      scope: 'read',
      parameters: [lastEventId, lastEventIdQuery],
      answers: [
        {
          status: 200,
          description: 'Events, until either side ends it.',
          content: events('retry: 2000\n\nevent: snapshot\ndata: {"items":[ … ],"next_cursor":null,"total":3}\nid: a.…\n\n'),
        },
      ],
      problems: ['invalid', 'too-many-streams'],
    }),
  },
} as const;
