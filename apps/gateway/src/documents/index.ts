export { DocumentBulkFilters } from './document-bulk.controller.js';
export { DOCUMENT_KIND } from './document-kind.js';
export { DocumentView } from './document-view.js';
