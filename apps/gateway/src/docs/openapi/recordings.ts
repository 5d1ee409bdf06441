import { deleteRecording } from './commands.js';
import { MOVES, operation } from './operation.js';
import { eventExample, recordingExample } from './examples.js';
import { eventParameters, id, idempotencyKey, ifNoneMatch, itemParameters, listParameters } from './parameters.js';
import { pageOrPast } from './past-list.js';

const tag = 'recordings';

export const recordingPaths = {
  '/api/v1/recordings': {
    post: operation({
      id: 'registerRecording',
      tag,
      summary: 'Register a recording by upload, or by its address',
      description:
        'The file is stored as it arrives. An answer of 202 means that the recording exists, whatever dies after it; ' +
        'with `run=true` its run is started by the same commit. Send an Idempotency-Key: then a broken connection costs nothing. ' +
        'JSON names an address that the recording is fetched from instead; whether it leads to one is found out by the run. The source `simulated` is for servers with simulation switched on.',
      scope: 'write',
      parameters: [idempotencyKey],
      body: {
        type: 'multipart/form-data',
        schema: 'RegisterForm',
        required: true,
        example: { title: 'Weekly talk', language: 'en', run: 'true', file: '(bytes)' },
        or: {
          type: 'application/json',
          schema: 'RegisterSource',
          example: { url: 'https://files.example/talks/weekly.mp4', title: 'Weekly talk', run: true },
        },
      },
      answers: [
        {
          status: 202,
          description: 'Registered: the recording as the command has made it.',
          schema: 'Recording',
          example: { ...recordingExample, status: 'INITIALIZED' },
          headers: { Location: 'The recording.', ETag: 'Its revision.' },
        },
      ],
      problems: [
        'invalid',
        'malformed-request',
        'empty-file',
        'upload-timeout',
        'duplicate',
        'too-large',
        'unsupported-media-type',
        'storage-full',
        ...MOVES,
      ],
    }),
    get: operation({
      id: 'listRecordings',
      tag,
      summary: 'List recordings',
      scope: 'read',
      parameters: listParameters,
      answers: [
        {
          status: 200,
          description: 'A page of your recordings; with `as_of` a page of what they were.',
          content: pageOrPast('RecordingList', 'PastRecordingList', recordingExample),
          headers: { Link: 'rel="next" where there is a next page.' },
        },
      ],
      problems: ['invalid'],
    }),
  },
  '/api/v1/recordings/{id}': {
    get: operation({
      id: 'getRecording',
      tag,
      summary: 'One recording',
      description:
        'Follow a recording with `?wait=30&after_revision=<revision>`: it is answered as soon as something has changed.',
      scope: 'read',
      parameters: [id, ...itemParameters, ifNoneMatch],
      answers: [
        {
          status: 200,
          description: 'The recording.',
          schema: 'Recording',
          example: recordingExample,
          headers: { ETag: 'Its revision.' },
        },
        { status: 304, description: 'Unchanged, and nothing is moving.' },
      ],
      problems: ['invalid', 'not-found', 'quarantined', 'needs-upgrade'],
    }),
    delete: deleteRecording,
  },
  '/api/v1/recordings/{id}/events': {
    get: operation({
      id: 'listEvents',
      tag,
      summary: 'What happened to a recording',
      description:
        'Every event in order. `next_cursor` is the `after` of the next page; the id of the last event is the `after` of a later look for what is new.',
      scope: 'read',
      parameters: [id, ...eventParameters],
      answers: [
        {
          status: 200,
          description: 'Events.',
          schema: 'EventList',
          example: { items: [eventExample], next_cursor: null },
        },
      ],
      problems: ['invalid', 'not-found', 'quarantined', 'needs-upgrade'],
    }),
  },
};
