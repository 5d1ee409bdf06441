export { isSourceNamedBy, withoutSource } from './references.js';
export { KNOWN_SOURCES } from './known-sources.js';
export type { LibraryConfig, Template, TemplateId, UserSettings } from './template.js';
export { TEMPLATE_STORE, type TemplateStore } from './template-store.js';
