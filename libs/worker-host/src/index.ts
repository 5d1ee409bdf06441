export type { Companion, CompanionParts } from './companions.js';
export { hostWorker } from './host-worker.js';
export { openWorker } from './open-worker.js';
export type { OpenedWorker, WorkerDefinition } from './open-worker.js';
export { workerSettings } from './worker-settings.js';
export type { WorkerConfig } from './worker-settings.js';
