export { recordSpans } from './recorded-spans.js';
export type { RecordedSpans } from './recorded-spans.js';
