import type { OperationOptions } from '../../kit/http/operation.js';
import { flagParameter, ifRevision, templateId } from '../../kit/http/parameters.js';
import type { Model } from '../../kit/http/schemas.js';
import { capitalized, type ItemKind } from '../item-kind.js';
import { CHOICE_PROBLEMS } from '../runs/template-problems.js';
import { command, done } from './command-operation.js';

const resetPreferences = flagParameter(
  'reset_preferences',
  'Also removes the preferences of the item, which rank above the template.',
);

const example = { id: 15, name: 'Lectures' };

export const bindOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'bind',
    id: `bind${capitalized(kind.noun)}Template`,
    summary: 'Bind a template',
    description:
      'Later runs use the settings that the template has when they start. Settings that earlier requests named no longer count; outputs stay, unless the template names some. ' +
      'The preferences of the item rank above the template, and stay unless `reset_preferences=true`.',
    parameters: [templateId, resetPreferences],
    answers: [
      done(
        kind,
        'Bound.',
        {
          code: 'template-bound',
          detail: 'Runs that start from now on use the template.',
          try_instead: 'To use the template now, run the item.',
        },
        { template: example },
      ),
    ],
    problems: CHOICE_PROBLEMS,
  });

export const unbindOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'unbind',
    id: `unbind${capitalized(kind.noun)}Template`,
    summary: 'Unbind the template',
    description: 'Later runs use no template. The outputs of the last run stay, and the item counts as unmapped.',
    answers: [
      done(
        kind,
        'Unbound.',
        {
          code: 'template-unbound',
          detail: 'Runs that start from now on use no template. The outputs of the last run stay.',
        },
        { template: null },
      ),
    ],
  });

export const preferencesOperation = (kind: ItemKind, body: Model): OperationOptions =>
  command(kind, {
    verb: 'setPreferences',
    id: `set${capitalized(kind.noun)}Preferences`,
    summary: 'Set the preferences of an item',
    description:
      'Replaces the settings that every later run of this item uses. They rank above its template, and below the settings of a run request. An empty object removes them.',
    parameters: [ifRevision],
    body: {
      type: body,
      required: true,
      example: { processing_config: { transcription: { enable_topics: false } }, output_config: { outputs: ['library'] } },
    },
    answers: [
      done(
        kind,
        'Set.',
        { code: 'preferences-set', detail: 'Runs that start from now on use these preferences.' },
        { preferences: { processing_config: { transcription: { enable_topics: false } } } },
      ),
    ],
    problems: ['item-changed', 'output-not-found', 'precondition-required'],
  });
