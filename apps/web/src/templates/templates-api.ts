import { queryOptions } from '@tanstack/react-query';
import type { SavedConfig, Template, Texts, UserSettings } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList } from '../api/client.js';
import { WHILE_OPEN, detached, ifMatch } from '../api/revised.js';

export type TemplateContent = SavedConfig & Pick<Template, 'name' | 'is_draft' | 'matching_rules'>;

export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: ({ signal }) => callList(api.listTemplates, { signal }),
});

/** Reads the current template for its form instead of the cached list. */
export const templateQuery = (id: number) =>
  queryOptions({
    queryKey: ['template', id],
    queryFn: ({ signal }) => callApi(api.getTemplate, { path: { id }, signal }),
    ...WHILE_OPEN,
  });

/** Never cached: a save replaces all settings, so the form must not open on settings that another user has changed. */
export const defaultsQuery = queryOptions({
  queryKey: ['settings', 'me/settings'],
  queryFn: ({ signal }) => callApi(api.getSettings, { signal }),
  ...WHILE_OPEN,
});

export const addTemplate = (body: TemplateContent): Promise<Template> => callApi(api.createTemplate, { body });
export const replaceTemplate = (read: Template, body: TemplateContent): Promise<Template> =>
  callApi(api.replaceTemplate, { path: { id: read.id }, body, headers: ifMatch(read) });
/** Without `isDetached`, the server refuses a template that something uses since it was read. */
export const removeTemplate = (read: Template, isDetached: boolean): Promise<void> =>
  callApi(api.removeTemplate, { ...detached(read.id, isDetached), headers: ifMatch(read) });
/** Makes the texts of a sample by patterns that are not saved yet. */
export const previewTexts = (metadata: object): Promise<Texts> =>
  callApi(api.previewTexts, { body: { metadata_config: metadata } });
export const replaceDefaults = (read: UserSettings, body: SavedConfig): Promise<UserSettings> =>
  callApi(api.replaceSettings, { body, headers: ifMatch(read) });
