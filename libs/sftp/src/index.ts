export { connectionsFor, connectionsSetting } from './connections.js';
export type { Connection, Connections } from './connections.js';
export { fingerprintOf } from './connect.js';
export type { ConnectedSession, SessionTimes } from './connect.js';
export { SESSION_TIMES, SessionPool } from './session-pool.js';
export type { BorrowedSession, PoolOptions } from './session-pool.js';
export { STATUS, SftpStatusError, hasStatus, isMissing } from './sftp-errors.js';
export type { ConnectionErrors, ErrorsOf } from './sftp-errors.js';
export type { ReadRequest, SftpSession } from './sftp-session.js';
