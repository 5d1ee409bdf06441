import type { Template } from '@throughline/api-client';
import { listTemplates, removeTemplate } from '@throughline/api-client/operations';
import { ListedResources } from '../resources/resource.js';
import { templateRows, templateText } from './template-text.js';

export const templates = new ListedResources<Template>({
  word: 'template',
  fields: ['id', 'name', 'revision'],
  list: listTemplates,
  remove: removeTemplate,
  text: templateText,
  rows: templateRows,
  none: 'no templates yet; create one: tl template create NAME --config FILE',
  afterDeletion: '. Runs that have started keep their configuration',
});
