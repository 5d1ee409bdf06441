import type { OperationOptions, Parameter } from '../kit/http/operation.js';
import { flagParameter, idempotencyKey, ifMatchOf } from '../kit/http/parameters.js';
import { SharedConfigBody } from '../items/index.js';
import { SettingsAnswer, TemplateAnswer, TemplateBody, TemplateList } from './templates.dto.js';

const config = {
  processing_config: { trimming: { enable_trimming: false }, transcription: { granularity: 'long' } },
  metadata_config: { title_pattern: '{title} ({date})', topics_display: { max_length: 80 } },
  output_config: { outputs: ['library'] },
  retention_config: { soft_delete_days: 90, hard_delete_days: 120 },
};
const example: TemplateAnswer = {
  id: 3,
  name: 'Weekly lecture',
  is_draft: false,
  matching_rules: { source_ids: [2], title_pattern: 'algebra*lecture', min_duration_seconds: 300 },
  ...config,
  revision: 2,
  used_by: 41,
  named_by: { sources: [{ id: 2, name: 'Lecture hall' }], jobs: [] },
  problem: null,
  created_at: '2026-02-05T10:00:00.000Z',
  updated_at: '2026-02-06T10:00:00.000Z',
};

const tag = 'templates';
const templateId: Parameter = {
  name: 'id',
  in: 'path',
  description: 'The number of a template.',
  schema: { type: 'string' },
};
const headers = { ETag: 'Send it back as `If-Match` to change the template.' };
const one = { status: 200, description: 'The template.', type: TemplateAnswer, example, headers };
const body = {
  type: TemplateBody,
  required: true,
  example: { name: 'Weekly lecture', matching_rules: { title_pattern: 'algebra*lecture' }, ...config },
};

export const listTemplates: OperationOptions = {
  id: 'listTemplates',
  tag,
  scope: 'read',
  summary: 'List the templates of your library',
  description: 'Drafts are included.',
  answers: [{ status: 200, description: 'The templates.', type: TemplateList, example: { items: [example] } }],
  problems: [],
};

export const createTemplate: OperationOptions = {
  id: 'createTemplate',
  tag,
  scope: 'write',
  summary: 'Make a template',
  description: 'Settings that no run could use are refused.',
  parameters: [idempotencyKey],
  body,
  answers: [
    {
      status: 201,
      description: 'The template.',
      type: TemplateAnswer,
      example,
      headers: { Location: 'The template.', ...headers },
    },
  ],
  problems: ['template-name-taken', 'output-not-found'],
};

export const getTemplate: OperationOptions = {
  id: 'getTemplate',
  tag,
  scope: 'read',
  summary: 'Read a template',
  parameters: [templateId],
  answers: [one],
  problems: ['not-found'],
};

export const replaceTemplate: OperationOptions = {
  id: 'replaceTemplate',
  tag,
  scope: 'write',
  summary: 'Replace a template',
  description:
    'Replaces all of it: settings that the request leaves out are removed. Runs that have started keep their configuration.',
  parameters: [templateId, ifMatchOf('template')],
  body,
  answers: [one],
  problems: ['not-found', 'template-name-taken', 'output-not-found', 'template-changed', 'precondition-required'],
};

export const removeTemplate: OperationOptions = {
  id: 'removeTemplate',
  tag,
  scope: 'write',
  summary: 'Delete a template',
  description:
    'Refused while items, sources or jobs use it; the member `used_by` of the problem lists them. Runs that have started keep their configuration.',
  parameters: [
    templateId,
    ifMatchOf('template'),
    flagParameter(
      'detach',
      'Detaches it first: its items are unbound, its sources start no runs any more, and a job without another template is switched off.',
    ),
  ],
  answers: [{ status: 204, description: 'The template is deleted.' }],
  problems: ['not-found', 'template-in-use', 'template-changed', 'precondition-required', 'busy', 'quarantined', 'needs-upgrade'],
};

const settings = {
  status: 200,
  description: 'The settings.',
  type: SettingsAnswer,
  example: { ...config, revision: 4, unusable_templates: [] },
  headers: { ETag: 'Send it back as `If-Match` to replace the settings.' },
};

export const getSettings: OperationOptions = {
  id: 'getSettings',
  tag,
  scope: 'read',
  summary: 'Read the settings of your library',
  description: 'Every run of the library starts from them. Templates, items and run requests override them.',
  answers: [settings],
  problems: [],
};

export const replaceSettings: OperationOptions = {
  id: 'replaceSettings',
  tag,
  scope: 'write',
  summary: 'Replace the settings of your library',
  description:
    'Replaces all of them: settings that the request leaves out return to those of the server. Runs that have started keep their configuration. ' +
    '`unusable_templates` names the templates that contradict the new settings.',
  parameters: [ifMatchOf('settings')],
  body: { type: SharedConfigBody, required: true, example: config },
  answers: [settings],
  problems: ['settings-changed', 'output-not-found', 'precondition-required'],
};
