import type { Catalogue } from './catalogue.js';
import { catalogue } from './load-catalogue.js';
import { en } from './en/index.js';

/** The texts in the user's language. Those of the API (reasons, messages, problems) are shown unchanged. */
export const text: Catalogue['text'] = catalogue?.text ?? en;
