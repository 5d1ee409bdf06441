export { BulkFilters } from './recording-bulk.controller.js';
