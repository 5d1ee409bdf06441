export { FakeServer } from './serving/fake-server.js';
export type { Answering, FakeServerOptions } from './serving/fake-server.js';
export type { FakeAnswer, FakeRequest, RequestHead } from './serving/exchange.js';
export { FaultScript, requests } from './serving/faults.js';
export type { Fault, FaultRule } from './serving/faults.js';
export type { Logged } from './serving/request-log.js';
