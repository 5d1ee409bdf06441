import { namedConnections } from '@throughline/outgoing';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** A Paperless-ngx, and who we are there. The operator's: no request can name another. */
const ConnectionSchema = Type.Object(
  {
    /** Where people open it, without `/api`. */
    url: Type.String({ pattern: '^https?://[^?#@\\s]+$', maxLength: 1_000 }),
    /** An API token of a user who may add documents. */
    token: Type.String({ pattern: '^[!-~]+$' }),
    /** A certificate authority (PEM) in place of the system's. */
    ca: Type.Optional(Type.String({ pattern: '^-----BEGIN CERTIFICATE-----' })),
  },
  { additionalProperties: false },
);
export type Connection = Static<typeof ConnectionSchema>;
export type Connections = Readonly<Record<string, Connection>>;

/** (docs/destinations.md) */
export const connectionsSetting = namedConnections<Connection>('TL_PAPERLESS', Compile(ConnectionSchema));
