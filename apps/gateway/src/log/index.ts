export { HISTORY, type History } from './history.js';
