export { badServersContract } from './bad-servers/bad-servers.contract.js';
export type { OutgoingCalls, OutgoingContract, Verdict, Verdicts } from './bad-servers/bad-servers.contract.js';
export { badServers, hangingServers } from './bad-servers/bad-server.js';
export type { BadServer, RunningBadServer, Seen } from './bad-servers/bad-server.js';
export { selfSigned, startHost, startRaw } from './local-host.js';
export type { Identity, LocalHost, LocalHostOptions } from './local-host.js';
