import type { DocumentRule } from '@throughline/api-client';
import { listDocumentRules, removeDocumentRule } from '@throughline/api-client/operations';
import { ListedResources } from '../resources/resource.js';
import { ruleRows, ruleText } from './rule-text.js';

export const rules = new ListedResources<DocumentRule>({
  word: 'rule',
  command: 'documents rules',
  fields: ['id', 'name', 'sender', 'tags', 'revision'],
  list: listDocumentRules,
  remove: removeDocumentRule,
  text: ruleText,
  rows: ruleRows,
  none: 'no rules yet; make one: tl documents rules create NAME --sender SENDER --tag TAG',
  afterDeletion: '. Documents that it has changed stay as they are',
});
