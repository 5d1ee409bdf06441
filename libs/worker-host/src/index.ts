export type { Companion, CompanionParts } from './companions.js';
export { runWorker, toLanes } from './run-worker.js';
export type { WorkerDefinition } from './run-worker.js';
export { workerSettings } from './worker-settings.js';
export type { WorkerConfig } from './worker-settings.js';
