import { BASE_PATH } from './base-path.js';
import { requestApi } from './client.js';

/** Rejects if the gateway does not answer. */
export const askGateway = (): Promise<unknown> => requestApi(`${BASE_PATH}/health/live`);
