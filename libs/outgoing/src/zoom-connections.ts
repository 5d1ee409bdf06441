import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { namedConnections } from './named-connections.js';

const Id = Type.String({ pattern: '^[\\w-]{1,100}$' });
const Secret = Type.String({ minLength: 1, maxLength: 200 });
const fields = {
  account_id: Id,
  client_id: Id,
  client_secret: Secret,
  /** The app's secret token, with which Zoom signs its webhooks. */
  webhook_secret: Type.Optional(Secret),
  /** Replaces the hosts of the API and of OAuth. */
  url: Type.Optional(Type.String({ pattern: '^https?://[^/?#@\\s]+$', maxLength: 300 })),
};

/** A server-to-server app of a Zoom account. Only the operator configures it. */
const ConnectionSchema = Type.Object(fields, { additionalProperties: false });
export type ZoomConnection = Static<typeof ConnectionSchema>;

/** Webhooks need no credentials of the app, so the gateway may get a file without them. */
const WebhookSchema = Type.Object(
  { ...fields, client_id: Type.Optional(Id), client_secret: Type.Optional(Secret) },
  { additionalProperties: false },
);
export type ZoomWebhook = Pick<Static<typeof WebhookSchema>, 'account_id' | 'webhook_secret'>;

const NAME = 'TL_ZOOM';

/** The connections, for the service that reads recordings. */
export const zoomConnections = namedConnections<ZoomConnection>(NAME, Compile(ConnectionSchema));
/** The same connections, for the service that receives webhooks. */
export const zoomWebhooks = namedConnections<ZoomWebhook>(NAME, Compile(WebhookSchema));
