export { AllowList } from './address/allow-list.js';
export { addressProblem } from './address/check-address.js';
export { GuardedClient } from './client/guarded-client.js';
export type { GuardedClientOptions, GuardedRequest, GuardedResponse } from './client/guarded-client.js';
export type { Resolve } from './client/pinned-lookup.js';
export { GuardProxy } from './proxy/guard-proxy.js';
export type { GuardProxyOptions } from './proxy/guard-proxy.js';
export { retryAfterMs } from './retry/retry-after.js';
export { allowSetting } from './settings.js';
