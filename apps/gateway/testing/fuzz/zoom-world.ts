import { signRequest } from '#src/sources/zoom-events/zoom-signature.js';
import { ZOOM_CONNECTION_EXAMPLE } from '#src/sources/zoom-events/zoom-events.operations.js';

const SECRET = 'the secret token of the app';

/** The connection of the documented example. */
export const ZOOM = { [ZOOM_CONNECTION_EXAMPLE]: { account_id: 'AbCdEfGh', webhook_secret: SECRET } };

/** Replaced with the signature of each request, which depends on its body. */
export const FRESH_SIGNATURE = 'v0=a-signature-of-its-own';

type Headers = Readonly<Record<string, string>>;

/** Signs the request as Zoom does, if it asks for that. */
export function withSignature(headers: Headers, body: Buffer): Headers {
  if (headers['x-zm-signature'] !== FRESH_SIGNATURE) return headers;
  const timestamp = String(Math.floor(Date.now() / 1_000));
  return { ...headers, 'x-zm-request-timestamp': timestamp, 'x-zm-signature': signRequest(SECRET, timestamp, body.toString()) };
}
