import { operation, type Parameter } from './operation.js';
import { documentId, id } from './parameters.js';

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

const answering = (example: string) => [
  {
    status: 200,
    description: 'Events, until either side ends it.',
    content: events(`retry: 2000\n\nevent: snapshot\ndata: ${example}`),
  },
];

interface StreamWords {
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
}

const itemStream = (words: StreamWords & { readonly item: Parameter; readonly status: string }) => {
  const { item, status, ...rest } = words;
  return operation({
    ...rest,
    description: `${HOW} The snapshot is the item.`,
    scope: 'read',
    parameters: [item, lastEventId, lastEventIdQuery],
    answers: answering(`{"id":"0199f5a0-…","status":"${status}", …}\nid: a.…\n\n`),
    problems: ['invalid', 'not-found', 'too-many-streams'],
  });
};

const libraryStream = (words: StreamWords & { readonly changes: string }) => {
  const { changes, ...rest } = words;
  return operation({
    ...rest,
    description: `${HOW} The snapshot has \`items\`, the 50 newest that are not deleted, \`next_cursor\` and \`total\`; changes are of every ${changes}.`,
    scope: 'read',
    parameters: [lastEventId, lastEventIdQuery],
    answers: answering('{"items":[ … ],"next_cursor":null,"total":3}\nid: a.…\n\n'),
    problems: ['invalid', 'too-many-streams'],
  });
};

export const streamPaths = {
  '/api/v1/recordings/{id}/stream': {
    get: itemStream({
      id: 'streamRecording',
      tag: 'recordings',
      summary: 'A recording as it changes',
      item: id,
      status: 'PROCESSING',
    }),
  },
  '/api/v1/me/stream': {
    get: libraryStream({ id: 'streamMine', tag: 'recordings', summary: 'Your recordings as they change', changes: 'recording' }),
  },
  '/api/v1/documents/{id}/stream': {
    get: itemStream({
      id: 'streamDocument',
      tag: 'documents',
      summary: 'A document as it changes',
      item: documentId,
      status: 'processing',
    }),
  },
  '/api/v1/documents/stream': {
    get: libraryStream({
      id: 'streamDocuments',
      tag: 'documents',
      summary: 'Your documents as they change',
      changes: 'document',
    }),
  },
} as const;
