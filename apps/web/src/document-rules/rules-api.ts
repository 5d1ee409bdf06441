import { queryOptions } from '@tanstack/react-query';
import type { BulkCommand, DocumentRule, InputOf } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList } from '../api/client.js';
import { ifMatch } from '../api/revised.js';

export type RuleContent = InputOf<typeof api.createDocumentRule>['body'];

/** The key of everything that a change of a rule may change. */
export const RULES = ['document-rules'] as const;

export const rulesQuery = queryOptions({
  queryKey: [...RULES, 'list'],
  queryFn: ({ signal }) => callList(api.listDocumentRules, { signal }),
});

export const suggestionsQuery = queryOptions({
  queryKey: [...RULES, 'suggestions'],
  queryFn: ({ signal }) => callList(api.listDocumentRuleSuggestions, { signal }),
});

/** Dismissed suggestions that would be made now. */
export const dismissedQuery = queryOptions({
  queryKey: [...RULES, 'dismissed'],
  queryFn: ({ signal }) => callList(api.listDismissedDocumentRuleSuggestions, { signal }),
});

export const addRule = (body: RuleContent): Promise<DocumentRule> => callApi(api.createDocumentRule, { body });
export const replaceRule = (read: DocumentRule, body: RuleContent): Promise<DocumentRule> =>
  callApi(api.replaceDocumentRule, { path: { id: read.id }, body, headers: ifMatch(read) });
export const switchRule = (read: DocumentRule, enabled: boolean): Promise<DocumentRule> => {
  const { name, sender, tags, type } = read;
  return replaceRule(read, { name, sender, tags: [...tags], type, enabled });
};
export const removeRule = (read: DocumentRule): Promise<void> =>
  callApi(api.removeDocumentRule, { path: { id: read.id }, headers: ifMatch(read) });
export const dismissSuggestion = (id: string): Promise<void> => callApi(api.dismissDocumentRuleSuggestion, { path: { id } });
export const bringBackSuggestion = (id: string): Promise<void> => callApi(api.bringBackDocumentRuleSuggestion, { path: { id } });
export const previewRule = (read: DocumentRule): Promise<BulkCommand> =>
  callApi(api.previewDocumentRule, { path: { id: read.id }, headers: ifMatch(read) });
