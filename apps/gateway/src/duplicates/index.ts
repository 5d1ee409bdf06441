export { DUPLICATE_STORE, type DuplicateStore } from './duplicate-store.js';
