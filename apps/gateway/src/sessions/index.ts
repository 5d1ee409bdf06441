export { SESSIONS_PATH, SESSION_KIND } from './session-kind.js';
