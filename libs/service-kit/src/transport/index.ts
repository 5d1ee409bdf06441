export { Listener, Responder } from './bus-handlers.js';
export type { BusMessage } from './bus-handlers.js';
export { BusStrategy } from './bus-strategy.js';
export type { BusStatus } from './bus-strategy.js';
export { RethrowErrors, callHandler } from './handlers.js';
export type { HandlerDecorator } from './handlers.js';
export { SingleHandlerTransport } from './single-handler-transport.js';
