import { changesOf, recordLibraryChange, recordsOfRows, type AdministrationLog } from '../people/administration-log/index.js';
import type { SharedSettings } from '@throughline/contracts';
import type { Template, TemplateContent, UserSettings } from './template.js';
import type { TemplateStore } from './template-store.js';

const OUTPUTS = 'output_config.outputs';

export const templateRecords = recordsOfRows<Template>(
  'template',
  ({ name, isDraft, config, matchingRules }) => ({ name, is_draft: isDraft, ...config, matching_rules: matchingRules }),
  ['name', OUTPUTS],
);

/** The parts that every change of templates and settings needs. */
export interface RecordedTemplates<Changes extends keyof TemplateStore> {
  readonly store: Pick<TemplateStore, Changes>;
  readonly log: AdministrationLog;
}

/** Replaces a template and records it. */
export const replaceTemplate = (
  { store, log }: RecordedTemplates<'replace'>,
  before: Template,
  content: TemplateContent,
): Promise<Template | 'name-taken' | 'stale'> =>
  log.change(
    () => store.replace(before, content),
    (after) => typeof after !== 'string' && templateRecords.changed(before, after),
  );

/** Replaces the settings of a library and records it. */
export const replaceLibrarySettings = (
  { store, log }: RecordedTemplates<'replaceSettings'>,
  libraryId: string,
  before: UserSettings,
  config: SharedSettings,
): Promise<UserSettings | 'stale'> =>
  log.change(
    () => store.replaceSettings(libraryId, before.revision, config),
    (after) =>
      after !== 'stale' &&
      recordLibraryChange('settings.changed', { id: libraryId }, changesOf(before.config, after.config, [OUTPUTS])),
  );
