export { ChannelChecks } from './check/channel-checks.js';
export { createMirrorCompanion } from './mirror-companion.js';
export { openNotion } from './notion/notion-access.js';
export { mirrorSettings } from './settings.js';
