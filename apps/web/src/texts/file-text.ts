import type { Catalogue } from './catalogue.js';
import { catalogue } from './load-catalogue.js';
import { fileWords } from './en/files.js';

/** Texts that the first view does not need: what a file is. Otherwise like `text`. */
export const fileText: Catalogue['fileText'] = catalogue?.fileText ?? fileWords;
