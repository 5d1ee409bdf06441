import { queryOptions } from '@tanstack/react-query';
import type { SavedConfig, Template, Texts, UserSettings } from '@throughline/api-types';
import { requestApi } from '../api/client.js';
import { WHILE_OPEN, ifMatch } from '../api/revised.js';

export type TemplateContent = SavedConfig & Pick<Template, 'name' | 'is_draft' | 'matching_rules'>;

const path = (id: number, query = ''): string => `templates/${String(id)}${query}`;

export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: async ({ signal }) => (await requestApi<{ readonly items: readonly Template[] }>('templates', { signal })).items,
});

/** Reads the current template for its form instead of the cached list. */
export const templateQuery = (id: number) =>
  queryOptions({
    queryKey: ['template', id],
    queryFn: ({ signal }) => requestApi<Template>(path(id), { signal }),
    ...WHILE_OPEN,
  });

/** Never cached: a save replaces all settings, so the form must not open on settings that another user has changed. */
export const defaultsQuery = queryOptions({
  queryKey: ['settings', 'me/settings'],
  queryFn: ({ signal }) => requestApi<UserSettings>('me/settings', { signal }),
  ...WHILE_OPEN,
});

export const addTemplate = (body: TemplateContent): Promise<Template> => requestApi('templates', { method: 'POST', body });
export const replaceTemplate = (read: Template, body: TemplateContent): Promise<Template> =>
  requestApi(path(read.id), { method: 'PUT', body, headers: ifMatch(read) });
/** Without `isDetached`, the server refuses a template that something uses since it was read. */
export const removeTemplate = (read: Template, isDetached: boolean): Promise<void> =>
  requestApi(path(read.id, isDetached ? '?detach=true' : ''), { method: 'DELETE', headers: ifMatch(read) });
/** Makes the texts of a sample by patterns that are not saved yet. */
export const previewTexts = (metadata: object): Promise<Texts> =>
  requestApi('texts/preview', { method: 'POST', body: { metadata_config: metadata } });
export const replaceDefaults = (read: UserSettings, body: SavedConfig): Promise<UserSettings> =>
  requestApi('me/settings', { method: 'PUT', body, headers: ifMatch(read) });
