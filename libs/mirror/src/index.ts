export { createMirrorCompanions } from './mirror-companion.js';
export { mirrorSettings } from './settings.js';
