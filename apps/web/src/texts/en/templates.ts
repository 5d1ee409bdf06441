import type { Template } from '@throughline/api-client';
import { items } from './counted.js';

type Users = Pick<Template, 'used_by' | 'named_by'>;

export const templateWords = {
  title: 'Templates',
  lead: 'A template is a named set of settings for runs. Fields that you leave at “Default” use the defaults of the library.',
  emptyTitle: 'No templates yet',
  empty: 'Save the settings that you use every week under a name.',
  viewersCannot: 'Ask an operator to add one.',
  add: 'New template',
  create: 'Create template',
  created: (name: string): string => `${name} created`,
  edit: 'Edit',
  editOf: (name: string): string => `Edit ${name}`,
  save: 'Save template',
  saved: (name: string): string => `${name} saved`,
  reload: 'Discard my changes and show the current settings',
  buttonsOf: (name: string): string => `Actions for ${name}`,
  delete: 'Delete',
  deleteOf: (name: string): string => `Delete ${name}`,
  deleteTitle: (name: string): string => `Delete the template ${name}?`,
  deleteHint: 'Runs that have started keep their settings.',
  detach: 'Detach and delete',
  detachHint:
    'These use the template. Its items are unbound, its sources no longer start runs, and a job without another template is switched off:',
  deleted: (name: string): string => `${name} deleted`,
  unused: 'Not used',
  users: ({ used_by: count, named_by: { sources, jobs } }: Users): readonly string[] => [
    ...(count === 0 ? [] : [items(count)]),
    ...sources.map(({ name }) => `the source ${name}`),
    ...jobs.map(({ name }) => `the job ${name}`),
  ],
  unusable: (name?: string): string =>
    name === undefined ? 'No run can use this template' : `No run can use the template ${name}`,
  draft: 'Draft',
  name: 'Name',
  draftHint: 'Draft: no run uses it',
  matching: {
    sources: 'Use only for items of these sources',
    sourceGone: (id: number): string => `A deleted source (number ${String(id)})`,
    title: 'Use for titles with',
    hint: 'A job uses the template by itself for items whose title contains this text. * stands for any text.',
    atLeast: 'Only if at least this long (minutes)',
    atMost: 'Only if at most this long (minutes)',
  },
  inherited: 'Default',
  /** The settings of a run that forms offer, in their order, by the sections of `processing_config`. */
  processing: {
    trimming: { enable_trimming: { label: 'Trim silence at both ends' } },
    transcription: {
      enable_transcription: { label: 'Transcribe' },
      enable_topics: { label: 'Find topics' },
      enable_subtitles: { label: 'Make subtitles' },
      allow_errors: { label: 'Deliver even if a text step fails' },
      granularity: { label: 'Length of the list of topics', options: { short: 'Short', medium: 'Medium', long: 'Long' } },
    },
  },
  texts: {
    title: 'Title at outputs',
    titleHint: 'Placeholders: {title}, {date}, {time}, {duration}, {language}, {source}. Write \\{ for a brace.',
    description: 'Description at outputs',
    thisPattern: 'This pattern',
    descriptionPattern: 'Pattern of the description',
    descriptionHint:
      'Also {description} and {topics}. Lines whose placeholders are empty are left out. An empty pattern means no description.',
    topics: 'Show topics',
    topicsFormat: 'List of topics',
    formats: {
      timestamps: 'With times, as chapters',
      numbered_list: 'Numbered',
      bullet_list: 'With bullets',
      dash_list: 'With dashes',
      comma_separated: 'In one line',
    },
    notes: {
      'title-characters-removed': 'Characters that the output refuses were removed from the title.',
      'title-shortened': 'The title was shortened to the limit of the output.',
      'description-characters-removed': 'Characters that the output refuses were removed from the description.',
      'description-shortened': 'The description was shortened to the limit of the output.',
    } as Readonly<Record<string, string>>,
    sample: 'Preview with a sample',
    noDescription: 'No description',
  },
  outputs: 'Outputs',
  theseOutputs: 'Only these',
  autoUpload: 'Publish automatically',
  noOutputChosen: 'No output chosen: nothing is delivered.',
  defaults: {
    title: 'Library defaults',
    lead: 'All runs of your library start from these settings. Templates and single runs override them. “Default” uses the setting of the server.',
    save: 'Save defaults',
    saved: 'Defaults saved',
    viewersCannot: 'Operators can set the defaults of the library.',
  },
} as const;
