export { mediaTools } from './media.js';
export type { TestMediaTools, TestTool } from './media.js';
export { natsServers, startNats } from './nats.js';
export type { NatsServerVersion, NatsVersion, StartNatsOptions, TestNats } from './nats.js';
export { freshDatabase, startOwnPostgres, startPostgres } from './postgres.js';
export type { FreshDatabase, OwnPostgres, TestPostgres } from './postgres.js';
export { tempDir, until } from './until.js';
export type { TempDir, UntilOptions } from './until.js';
