import { live } from '@throughline/api-client/operations';
import { callApi } from './client.js';

/** Rejects if the gateway does not answer. */
export const askGateway = (): Promise<unknown> => callApi(live);
