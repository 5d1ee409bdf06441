export { connectionsFor, connectionsSetting } from './connections.js';
export type { Connection, Connections } from './connections.js';
export { DavClient } from './dav-client.js';
export type {
  DavAnswer,
  DavClientOptions,
  DavRequest,
  DavTransport,
  MoveOptions,
  MoveResult,
  TransportRequest,
} from './dav-client.js';
export type { Entry } from './multistatus.js';
export { encodeRemotePath, parseRemotePath } from './remote-path.js';
export type { RemotePath } from './remote-path.js';
