import { namedConnections } from '@throughline/outgoing';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** A Paperless-ngx server and its credentials. Only the operator configures it: no request can name another. */
const ConnectionSchema = Type.Object(
  {
    /** The address in the browser, without `/api`. */
    url: Type.String({ pattern: '^https?://[^?#@\\s]+$', maxLength: 1_000 }),
    token: Type.String({ pattern: '^[!-~]+$' }),
    /** A certificate authority (PEM) that replaces the system's. */
    ca: Type.Optional(Type.String({ pattern: '^-----BEGIN CERTIFICATE-----' })),
  },
  { additionalProperties: false },
);
export type Connection = Static<typeof ConnectionSchema>;
export type Connections = Readonly<Record<string, Connection>>;

export const connectionsSetting = namedConnections<Connection>('TL_PAPERLESS', Compile(ConnectionSchema));
