import type { OperationOptions } from '../../kit/http/operation.js';
import { idempotencyKey, ifNoneMatch } from '../../kit/http/parameters.js';
import { anyOf } from '../../kit/http/schemas.js';
import {
  idOf,
  createPastListAnswer,
  createListAnswer,
  RECORDING_KIND,
  REGISTRATION_PROBLEMS,
  RegisterForm,
  RegisterSource,
} from '../../items/index.js';

const { tag, answer, example } = RECORDING_KIND;

export const listOperation: OperationOptions = {
  id: 'listRecordings',
  tag,
  scope: 'read',
  summary: 'List recordings',
  answers: [
    {
      status: 200,
      description: 'A page of your recordings; with `as_of` a page of their state then.',
      type: anyOf([createListAnswer(RECORDING_KIND), createPastListAnswer(RECORDING_KIND)]),
      example: { items: [example], next_cursor: null },
      headers: { Link: 'rel="next" if there is a next page.' },
    },
  ],
  problems: [],
};

export const itemOperation: OperationOptions = {
  id: 'getRecording',
  tag,
  scope: 'read',
  summary: 'Read a recording',
  description: 'Follow a recording with `?wait=30&after_revision=<revision>`: the answer comes as soon as something has changed.',
  parameters: [idOf(RECORDING_KIND), ifNoneMatch],
  answers: [
    { status: 200, description: 'The recording.', type: answer, example, headers: { ETag: 'Its revision.' } },
    { status: 304, description: 'Unchanged, and nothing is running.' },
  ],
  problems: ['not-found', 'quarantined', 'needs-upgrade'],
};

export const registerOperation: OperationOptions = {
  id: 'registerRecording',
  tag,
  scope: 'write',
  summary: 'Register a recording by upload, or by its address',
  description:
    'The file is stored while it arrives. The answer 202 means that the recording exists, whatever fails afterwards; ' +
    'with `run=true` the same commit starts its run. Send an Idempotency-Key, so that you can repeat the request after a broken connection. ' +
    'JSON gives an address to fetch instead; the run checks it. The source `simulated` needs a server with simulation.',
  parameters: [idempotencyKey],
  body: {
    type: RegisterForm,
    media: 'multipart/form-data',
    required: true,
    example: { title: 'Weekly talk', language: 'en', run: 'true', file: '(bytes)' },
    or: {
      type: RegisterSource,
      example: { url: 'https://files.example/talks/weekly.mp4', title: 'Weekly talk', run: true },
    },
  },
  answers: [
    {
      status: 202,
      description: 'Registered: the recording after the command.',
      type: answer,
      example: { ...example, status: 'INITIALIZED' },
      headers: { Location: 'The recording.', ETag: 'Its revision.' },
    },
  ],
  problems: ['duplicate', ...REGISTRATION_PROBLEMS],
};
