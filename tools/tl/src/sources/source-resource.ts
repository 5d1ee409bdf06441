import type { Source } from '@throughline/api-client';
import { listSources, removeSource } from '@throughline/api-client/operations';
import { ListedResources } from '../resources/resource.js';
import { sourceRows, sourceText } from './source-text.js';

export const sources = new ListedResources<Source>({
  word: 'source',
  fields: ['id', 'name', 'revision'],
  list: listSources,
  remove: removeSource,
  text: sourceText,
  rows: sourceRows,
  none: 'no sources yet; create one: tl source create NAME --type folder --set folder=inbox',
  afterDeletion: '. The items that it has brought stay',
});
