export { DOCUMENT_RULE_STORE, type DocumentRuleStore } from './document-rule-store.js';
