export { DocumentView } from './document-view.js';
