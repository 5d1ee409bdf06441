export { DocumentBulkFilters } from './document-filters.js';
export { DOCUMENT_KIND, DOCUMENTS_PATH } from './document-kind.js';
export { DocumentView } from './document-view.js';
