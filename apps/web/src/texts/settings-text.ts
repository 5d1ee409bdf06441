import type { Catalogue } from './catalogue.js';
import { catalogue } from './load-catalogue.js';
import { settingsTexts } from './en/later.js';

/** Texts that the first view does not need. Otherwise like `text`. */
export const settingsText: Catalogue['settingsText'] = catalogue?.settingsText ?? settingsTexts;
