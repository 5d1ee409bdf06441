export { INDEX_STATES, indexStateOf } from './search.dto.js';
export { SEARCH_READER, SearchIndexMissingError, type SearchReader } from './search-index.js';
export { isIndexMissing } from './store/index-state.js';
