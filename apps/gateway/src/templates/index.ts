export { replaceLibrarySettings, replaceTemplate } from './template-records.js';
export type { LibraryConfig, Template, TemplateId, UserSettings } from './template.js';
export { TEMPLATE_STORE, type TemplateStore } from './template-store.js';
