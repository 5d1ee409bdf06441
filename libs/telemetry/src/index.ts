export { TRACEPARENT, contextOf, currentTrace, inTrace, linkTo } from './trace/carried.js';
export { errorType, failSpan, spanned } from './trace/spans.js';
export type { SpanAt } from './trace/spans.js';
export { goingOn, startingOver } from './trace/one-trace.js';
export type { Place } from './trace/one-trace.js';
export { DESTINATIONS, messagingAttributes, publishing, requesting } from './trace/messaging.js';
export type { Destination } from './trace/messaging.js';
export { ATTRIBUTES, OWN_PREFIX } from './trace/attributes.js';
