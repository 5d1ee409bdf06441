export { TRACEPARENT, toContext, getCurrentTrace, runInTrace, toLink } from './trace/trace-context.js';
export { toErrorType, failSpan, runInSpan } from './trace/spans.js';
export type { SpanStartOptions } from './trace/spans.js';
export { continueTrace, restartTrace } from './trace/one-trace.js';
export type { SpanPlacement } from './trace/one-trace.js';
export { DESTINATIONS, messagingAttributes, runInPublishSpan, runInRequestSpan } from './trace/messaging.js';
export type { Destination } from './trace/messaging.js';
export { ATTRIBUTES, OWN_PREFIX } from './trace/attributes.js';
