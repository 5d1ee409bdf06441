export { parseAllowedHosts } from './allowed-hosts.js';
export { badServersContract } from './bad-servers/bad-servers.contract.js';
export type { OutgoingAdapter, OutgoingContract, Verdict, Verdicts } from './bad-servers/bad-servers.contract.js';
export { badServers, hangingServers } from './bad-servers/bad-server.js';
export type { BadServer, RunningBadServer, ObservedFailure } from './bad-servers/bad-server.js';
export { createSelfSignedIdentity, startHost, startRaw } from './local-host.js';
export type { Identity, LocalHost, LocalHostOptions } from './local-host.js';
