export { documentLimits } from './isolated/limits.js';
