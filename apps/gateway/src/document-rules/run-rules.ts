import type { DocumentRule } from '@throughline/contracts';
import type { SavedDocumentRule } from './document-rule.js';

/** Returns the rules that are on, as runs take them over. */
export const toRunRules = (rules: readonly SavedDocumentRule[]): readonly DocumentRule[] =>
  rules
    .filter(({ isEnabled }) => isEnabled)
    .map(({ key, name, sender, tags, type }) => ({ key, name, sender, tags: [...tags], ...(type === null ? {} : { type }) }));
