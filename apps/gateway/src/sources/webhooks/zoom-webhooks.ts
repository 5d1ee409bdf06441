import { isObject } from '@throughline/contracts';
import type { ZoomWebhook } from '@throughline/outgoing';
import { Problem, invalid } from '../../http/problems/problem.js';
import type { SourceStore } from '../source-store.js';
import { encryptToken, isSignedByZoom, type SignedRequest } from './zoom-signature.js';
import type { ZoomWebhookAnswer } from './zoom-webhooks.operations.js';

export interface ZoomWebhooksPorts {
  readonly store: Pick<SourceStore, 'requestSyncs'>;
  /** The operator's connections, by name. */
  readonly connections: Readonly<Record<string, ZoomWebhook>>;
  readonly now: () => Date;
}

const VALIDATION = 'endpoint.url_validation';
const COMPLETED = 'recording.completed';
/** No text that is signed in another way has this form. */
const PLAIN_TOKEN = /^[\w-]{1,200}$/;

const refusedProblem = (): Problem =>
  new Problem('signature-refused', { headers: { 'www-authenticate': 'Signature realm="throughline zoom"' } });

/** Events that Zoom sends to this server. */
export class ZoomWebhooks {
  constructor(private readonly ports: ZoomWebhooksPorts) {}

  /** Returns the connection and the secret that has signed the request. An unknown connection is refused in the same way. */
  identify(name: string, request: SignedRequest): Required<ZoomWebhook> {
    const { connections, now } = this.ports;
    const { account_id, webhook_secret } = (Object.hasOwn(connections, name) ? connections[name] : undefined) ?? {};
    if (account_id === undefined || webhook_secret === undefined) throw refusedProblem();
    if (!isSignedByZoom(request, webhook_secret, now().getTime())) throw refusedProblem();
    return { account_id, webhook_secret };
  }

  /** Throws `invalid` for a body that is no event. Returns when the syncs are stored. */
  async take(name: string, { account_id, webhook_secret }: Required<ZoomWebhook>, body: unknown): Promise<ZoomWebhookAnswer> {
    const { event, payload } = isObject(body) ? body : {};
    if (typeof event !== 'string') throw invalid([{ pointer: '/event', message: 'must be the name of an event' }]);
    const { plainToken, account_id: account } = isObject(payload) ? payload : {};
    if (event === VALIDATION) return validate(webhook_secret, plainToken);
    if (event === COMPLETED && account === account_id)
      await this.ports.store.requestSyncs({ type: 'zoom', setting: 'connection', value: name });
    return {};
  }
}

function validate(secret: string, plainToken: unknown): ZoomWebhookAnswer {
  if (typeof plainToken !== 'string' || !PLAIN_TOKEN.test(plainToken))
    throw invalid([{ pointer: '/payload/plainToken', message: 'must be a token of letters, digits, _ and -' }]);
  return { plainToken, encryptedToken: encryptToken(secret, plainToken) };
}
