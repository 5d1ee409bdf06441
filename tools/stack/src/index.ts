export { readStackConfig } from './config.js';
export type { PortChoice, StackConfig } from './config.js';
export { NATS_USERS, permissionsOf } from './nats/nats-users.js';
export type { NatsUser, Permissions } from './nats/nats-users.js';
export { StackProblem } from './problem.js';
export type { ProblemKind } from './problem.js';
export { Stack } from './stack.js';
export type { RunningStack, StackOptions } from './stack.js';
