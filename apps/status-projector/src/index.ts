export { createProjectionSchema, migrate } from './schema/migrate.js';
export { Projector } from './project/projector.js';
export type { ProjectionParts } from './project/partition-projector.js';
export type { ProjectorLog } from './write/projector-log.js';
export { recordingFold } from './fold/recording-fold.js';
export { rebuild, verify } from './rebuild/rebuild.js';
export type { RebuildOptions, RebuildReport } from './rebuild/rebuild.js';
