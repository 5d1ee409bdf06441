/* Suggestions where the documents of a scan begin. Loads nothing that reads or draws a PDF. */
export type { PageContent } from './page-content.js';
export type { PageSigns } from './page-signs.js';
export { readPages } from './read-pages.js';
export { CUT_REASONS, CUT_RULES, suggestCuts, type CutReason, type CutSuggestion } from './suggest-cuts.js';
