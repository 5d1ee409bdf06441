export { failpointMarks } from './failpoint.js';
