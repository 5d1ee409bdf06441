export { createHandlers } from './create-handlers.js';
