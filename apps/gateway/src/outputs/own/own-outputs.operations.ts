import type { OperationOptions, Parameter } from '../../kit/http/operation.js';
import { flagParameter, idempotencyKey, ifMatchOf } from '../../kit/http/parameters.js';
import {
  OutputTypeList,
  OwnOutputAnswer,
  OwnOutputBody,
  OwnOutputFields,
  OwnOutputList,
  OutputTestAnswer,
} from './own-outputs.dto.js';

const TIME_EXAMPLE = '2026-02-05T10:00:00.000Z';
const tag = 'outputs';
const settings = { folder: 'library', path: 'Talks' };

const example: Readonly<OwnOutputAnswer> = {
  id: 3,
  name: 'my-talks',
  type: 'folder',
  settings,
  credential_id: null,
  metadata_config: { title_pattern: '{title} ({date})' },
  used_by: { templates: ['Weekly lecture'], channels: [], settings: false, preferences: 0, running: 2 },
  last_test: {
    at: TIME_EXAMPLE,
    ok: true,
    items: [
      { name: 'settings', result: 'ok', message: 'The settings are complete.' },
      { name: 'write', result: 'ok', message: 'A file was written, read and removed.' },
    ],
  },
  revision: 1,
  created_at: TIME_EXAMPLE,
  updated_at: TIME_EXAMPLE,
};
const bodyExample = { name: 'my-talks', type: 'folder', settings };

const outputId: Parameter = { name: 'id', in: 'path', description: 'The number of an own output.', schema: { type: 'string' } };
const ifMatch = ifMatchOf('output');
const headers = { ETag: 'Send it back as `If-Match` to change or remove the output.' };
const one = { status: 200, description: 'The output.', type: OwnOutputAnswer, example, headers };

export const listOutputTypes: OperationOptions = {
  id: 'listOutputTypes',
  tag,
  scope: 'read',
  summary: 'List the types of outputs, with the forms of their settings',
  description: 'Choices hold what the operator of the server has set up: no address can be entered.',
  answers: [
    {
      status: 200,
      description: 'The types.',
      type: OutputTypeList,
      example: {
        items: [
          {
            type: 'folder',
            label: 'Folder',
            settings: [
              { key: 'folder', label: 'Folder', kind: 'choice', required: true, options: [{ value: 'library' }] },
              { key: 'path', label: 'Path below it', kind: 'text', required: false },
            ],
          },
        ],
      },
    },
  ],
  problems: ['no-upload-service'],
};

export const listOwnOutputs: OperationOptions = {
  id: 'listOwnOutputs',
  tag,
  scope: 'read',
  summary: 'List the own outputs of your library',
  answers: [{ status: 200, description: 'Own outputs.', type: OwnOutputList, example: { items: [example] } }],
  problems: [],
};

export const createOwnOutput: OperationOptions = {
  id: 'createOwnOutput',
  tag,
  scope: 'write',
  summary: 'Set up an own output',
  description: 'Its settings are checked, but nothing is written to it: test it before or afterwards.',
  parameters: [idempotencyKey],
  body: { type: OwnOutputBody, required: true, example: bodyExample },
  answers: [
    {
      status: 201,
      description: 'The output is set up.',
      type: OwnOutputAnswer,
      example,
      headers: { Location: 'The output.', ...headers },
    },
  ],
  problems: ['output-name-taken', 'credential-not-found', 'no-upload-service'],
};

export const getOwnOutput: OperationOptions = {
  id: 'getOwnOutput',
  tag,
  scope: 'read',
  summary: 'Read an own output',
  parameters: [outputId],
  answers: [one],
  problems: ['not-found'],
};

export const replaceOwnOutput: OperationOptions = {
  id: 'replaceOwnOutput',
  tag,
  scope: 'write',
  summary: 'Replace the settings of an own output',
  description:
    'Its name stays, and the result of its last test is forgotten. Later runs use the new settings. Running runs keep theirs.',
  parameters: [outputId, ifMatch],
  body: { type: OwnOutputFields, required: true, example: { type: 'folder', settings } },
  answers: [one],
  problems: ['not-found', 'credential-not-found', 'output-changed', 'precondition-required', 'no-upload-service'],
};

export const removeOwnOutput: OperationOptions = {
  id: 'removeOwnOutput',
  tag,
  scope: 'write',
  summary: 'Remove an own output',
  description:
    'Refused while templates, channels, your settings or the preferences of items name it. What was delivered stays where it is. Running runs still deliver to it.',
  parameters: [
    outputId,
    ifMatch,
    flagParameter('detach', 'Also removes its name from templates, channels, settings and preferences.'),
  ],
  answers: [{ status: 204, description: 'The output is removed.' }],
  problems: ['not-found', 'output-in-use', 'output-changed', 'precondition-required', 'busy', 'quarantined', 'needs-upgrade'],
};

const tested = {
  status: 200,
  description: 'The results.',
  type: OutputTestAnswer,
  example: {
    ok: false,
    items: [
      { name: 'settings', result: 'ok', message: 'The settings are complete.' },
      { name: 'write', result: 'wrong', message: 'There is no space left in the output folder /srv/talks: free some space' },
    ],
  },
};
const testDescription = 'Connects as a delivery does, writes a small file, reads it and removes it. Reports each check.';

export const testOwnOutputSettings: OperationOptions = {
  id: 'testOwnOutputSettings',
  tag,
  scope: 'write',
  summary: 'Test settings of an output before they are saved',
  description: testDescription,
  parameters: [idempotencyKey],
  body: { type: OwnOutputFields, required: true, example: { type: 'folder', settings } },
  answers: [tested],
  problems: ['credential-not-found', 'no-upload-service'],
};

export const testOwnOutput: OperationOptions = {
  id: 'testOwnOutput',
  tag,
  scope: 'write',
  summary: 'Test an own output',
  description: `${testDescription} The output then shows the result as \`last_test\`, until it is changed or its credential is replaced.`,
  parameters: [outputId, idempotencyKey],
  answers: [tested],
  problems: ['not-found', 'no-upload-service'],
};
