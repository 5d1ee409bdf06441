export { SESSION_KIND } from './session-kind.js';
