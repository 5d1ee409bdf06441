import type { OperationOptions, Parameter } from '../../http/operation.js';
import { flagParameter, idempotencyKey, ifMatchOf } from '../../http/parameters.js';
import { OutputTypeList, PresetAnswer, PresetBody, PresetFields, PresetList, PresetTestAnswer } from './presets.dto.js';

const TIME_EXAMPLE = '2026-02-05T10:00:00.000Z';
const tag = 'outputs';
const settings = { folder: 'library', path: 'Talks' };

const example: Readonly<PresetAnswer> = {
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

const presetId: Parameter = { name: 'id', in: 'path', description: 'The number of an own output.', schema: { type: 'string' } };
const ifMatch = ifMatchOf('output');
const headers = { ETag: 'Send it back as `If-Match` to change or remove the output.' };
const one = { status: 200, description: 'The output.', type: PresetAnswer, example, headers };

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

export const listPresets: OperationOptions = {
  id: 'listPresets',
  tag,
  scope: 'read',
  summary: 'List the own outputs of your library',
  answers: [{ status: 200, description: 'Own outputs.', type: PresetList, example: { items: [example] } }],
  problems: [],
};

export const createPreset: OperationOptions = {
  id: 'createPreset',
  tag,
  scope: 'write',
  summary: 'Set up an own output',
  description: 'Its settings are checked, but nothing is written to it: test it before or afterwards.',
  parameters: [idempotencyKey],
  body: { type: PresetBody, required: true, example: bodyExample },
  answers: [
    {
      status: 201,
      description: 'The output is set up.',
      type: PresetAnswer,
      example,
      headers: { Location: 'The output.', ...headers },
    },
  ],
  problems: ['preset-name-taken', 'credential-not-found', 'no-upload-service'],
};

export const getPreset: OperationOptions = {
  id: 'getPreset',
  tag,
  scope: 'read',
  summary: 'Read an own output',
  parameters: [presetId],
  answers: [one],
  problems: ['not-found'],
};

export const replacePreset: OperationOptions = {
  id: 'replacePreset',
  tag,
  scope: 'write',
  summary: 'Replace the settings of an own output',
  description:
    'Its name stays, and the result of its last test is forgotten. Later runs use the new settings. Running runs keep theirs.',
  parameters: [presetId, ifMatch],
  body: { type: PresetFields, required: true, example: { type: 'folder', settings } },
  answers: [one],
  problems: ['not-found', 'credential-not-found', 'preset-changed', 'precondition-required', 'no-upload-service'],
};

export const removePreset: OperationOptions = {
  id: 'removePreset',
  tag,
  scope: 'write',
  summary: 'Remove an own output',
  description:
    'Refused while templates, channels, your settings or the preferences of items name it. What was delivered stays where it is. Running runs still deliver to it.',
  parameters: [
    presetId,
    ifMatch,
    flagParameter('detach', 'Also removes its name from templates, channels, settings and preferences.'),
  ],
  answers: [{ status: 204, description: 'The output is removed.' }],
  problems: ['not-found', 'preset-in-use', 'preset-changed', 'precondition-required', 'busy', 'quarantined', 'needs-upgrade'],
};

const tested = {
  status: 200,
  description: 'The results.',
  type: PresetTestAnswer,
  example: {
    ok: false,
    items: [
      { name: 'settings', result: 'ok', message: 'The settings are complete.' },
      { name: 'write', result: 'wrong', message: 'There is no space left in the output folder /srv/talks: free some space' },
    ],
  },
};
const testDescription = 'Connects as a delivery does, writes a small file, reads it and removes it. Reports each check.';

export const testPresetSettings: OperationOptions = {
  id: 'testPresetSettings',
  tag,
  scope: 'write',
  summary: 'Test settings of an output before they are saved',
  description: testDescription,
  parameters: [idempotencyKey],
  body: { type: PresetFields, required: true, example: { type: 'folder', settings } },
  answers: [tested],
  problems: ['credential-not-found', 'no-upload-service'],
};

export const testPreset: OperationOptions = {
  id: 'testPreset',
  tag,
  scope: 'write',
  summary: 'Test an own output',
  description: `${testDescription} The output then shows the result as \`last_test\`, until it is changed or its credential is replaced.`,
  parameters: [presetId, idempotencyKey],
  answers: [tested],
  problems: ['not-found', 'no-upload-service'],
};
