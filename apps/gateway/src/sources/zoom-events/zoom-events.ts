import { isObject } from '@throughline/contracts';
import type { ZoomSubscription } from '@throughline/outgoing';
import type { Metrics } from '@throughline/service-kit';
import type { Counter } from 'prom-client';
import { Problem, invalid } from '../../kit/http/problems/problem.js';
import type { SourceStore } from '../source-store.js';
import { encryptToken, isSignedByZoom, type SignedRequest } from './zoom-signature.js';
import type { ZoomEventAnswer } from './zoom-events.operations.js';

export interface ZoomEventsPorts {
  readonly store: Pick<SourceStore, 'requestSyncs'>;
  /** The operator's connections, by name. */
  readonly connections: Readonly<Record<string, ZoomSubscription>>;
  readonly now: () => Date;
  readonly metrics: Metrics;
}

/** The app whose secret has signed a request. */
interface ZoomApp {
  /** Absent: users connect their own accounts to the app. */
  readonly accountId: string | undefined;
  readonly secret: string;
}

const VALIDATION = 'endpoint.url_validation';
const COMPLETED = 'recording.completed';
/** No text that is signed in another way has this form. */
const PLAIN_TOKEN = /^[\w-]{1,200}$/;

const refusedProblem = (): Problem =>
  new Problem('signature-refused', { headers: { 'www-authenticate': 'Signature realm="throughline zoom"' } });

/** Events that Zoom sends to this server. */
export class ZoomEvents {
  readonly #events: Counter<'outcome'>;

  constructor(private readonly ports: ZoomEventsPorts) {
    this.#events = ports.metrics.counter({
      name: 'throughline_zoom_recordings_announced_total',
      help: 'Signed events of complete recordings, by whether a source was made to sync',
      labels: ['outcome'],
    });
    for (const outcome of ['synced', 'ignored']) this.#events.inc({ outcome }, 0);
  }

  /** Returns the app whose secret has signed the request. An unknown connection is refused in the same way. */
  identify(name: string, request: SignedRequest): ZoomApp {
    const { connections, now } = this.ports;
    const { account_id: accountId, webhook_secret: secret } =
      (Object.hasOwn(connections, name) ? connections[name] : undefined) ?? {};
    if (secret === undefined || !isSignedByZoom(request, secret, now().getTime())) throw refusedProblem();
    return { accountId, secret };
  }

  /** Throws `invalid` for a body that is no event. Returns when the syncs are stored. */
  async take(name: string, { accountId, secret }: ZoomApp, body: unknown): Promise<ZoomEventAnswer> {
    const { event, payload } = isObject(body) ? body : {};
    if (typeof event !== 'string') throw invalid([{ pointer: '/event', message: 'must be the name of an event' }]);
    const { plainToken, account_id: account, object } = isObject(payload) ? payload : {};
    if (event === VALIDATION) return validate(secret, plainToken);
    if (event !== COMPLETED) return {};
    const isOwn = accountId === undefined || account === accountId;
    const synced = isOwn ? await this.#requestSyncs(accountId === undefined ? undefined : name, object) : 0;
    this.#events.inc({ outcome: synced > 0 ? 'synced' : 'ignored' });
    return {};
  }

  /** Returns the number of sources: those of the connection, and those of the host's own account. */
  async #requestSyncs(connection: string | undefined, recording: unknown): Promise<number> {
    const { store } = this.ports;
    const { host_id: host } = isObject(recording) ? recording : {};
    let count = 0;
    if (connection !== undefined) count += await store.requestSyncs({ type: 'zoom', setting: 'connection', value: connection });
    if (isUserId(host)) count += await store.requestSyncs({ type: 'zoom', accountId: host });
    return count;
  }
}

const isUserId = (value: unknown): value is string => typeof value === 'string' && /^[\x21-\x7e]{1,320}$/.test(value);

function validate(secret: string, plainToken: unknown): ZoomEventAnswer {
  if (typeof plainToken !== 'string' || !PLAIN_TOKEN.test(plainToken))
    throw invalid([{ pointer: '/payload/plainToken', message: 'must be a token of letters, digits, _ and -' }]);
  return { plainToken, encryptedToken: encryptToken(secret, plainToken) };
}
