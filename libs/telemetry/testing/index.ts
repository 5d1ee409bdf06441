export { OtlpReceiver } from './otlp-receiver.js';
export type { ReceivedRequest, ReceivedSpan } from './otlp-receiver.js';
export { recordSpans } from './recorded-spans.js';
export type { RecordedSpans } from './recorded-spans.js';
