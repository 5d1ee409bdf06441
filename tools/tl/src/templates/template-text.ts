import type { Template } from '@throughline/api-client';
import { configRows, settingRows } from '../output/setting-rows.js';
import { table } from '../output/table.js';

const items = (count: number): string => `${String(count)} ${count === 1 ? 'item' : 'items'}`;
const stateText = ({ is_draft: isDraft, problem }: Template): string => {
  if (isDraft) return 'draft: no run uses it';
  return problem === null ? 'ready' : 'unusable';
};
const stateWord = ({ is_draft: isDraft, problem }: Template): string => {
  if (isDraft) return 'draft';
  return problem === null ? '' : 'unusable';
};
const problemRows = ({ problem }: Template): readonly (readonly string[])[] =>
  problem === null
    ? []
    : [
        ['problem', problem.detail],
        ['to mend it', problem.try_instead],
      ];

const namesOf = (users: readonly { readonly name: string }[]): string => users.map(({ name }) => name).join(', ');
const userRows = ({ named_by: { sources, jobs } }: Template): readonly (readonly string[])[] => [
  ...(sources.length === 0 ? [] : [['sources', namesOf(sources)]]),
  ...(jobs.length === 0 ? [] : [['jobs', namesOf(jobs)]]),
];

export const templateRows = (templates: readonly Template[]): string =>
  templates.length === 0 ? '' : table(templates.map((one) => [String(one.id), one.name, stateWord(one), items(one.used_by)]));

export const templateText = (template: Template): string =>
  table([
    ['template', `${template.name} (${String(template.id)})`],
    ['state', stateText(template)],
    ...problemRows(template),
    ['bound', items(template.used_by)],
    ...userRows(template),
    ...settingRows(template.matching_rules ?? {}, 'matching_rules'),
    ...configRows(template),
  ]);
