export { BulkFilters } from './recording-filters.js';
