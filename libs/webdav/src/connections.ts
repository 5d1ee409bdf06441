import { namedConnections } from '@throughline/outgoing';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const USES = ['outputs', 'sources'] as const;

/** A WebDAV server and its credentials. Only the operator configures it: no request can name another. */
const ConnectionSchema = Type.Object(
  {
    /** The folder that outputs and sources may use. */
    url: Type.String({ pattern: '^https?://[^?#@\\s]+$', maxLength: 1_000 }),
    user: Type.Optional(Type.String({ pattern: '^[^:]+$' })),
    /** For Nextcloud, an app password. */
    password: Type.Optional(Type.String({ minLength: 1 })),
    /** A certificate authority (PEM) that replaces the system's. */
    ca: Type.Optional(Type.String({ pattern: '^-----BEGIN CERTIFICATE-----' })),
    /** Default: outputs. Everybody who may set up sources can read every file of a connection for sources. */
    uses: Type.Optional(Type.Array(Type.Enum(USES), { minItems: 1 })),
  },
  { additionalProperties: false },
);
export type Connection = Static<typeof ConnectionSchema>;
export type Connections = Readonly<Record<string, Connection>>;

export const connectionsSetting = namedConnections<Connection>('TL_WEBDAV', Compile(ConnectionSchema));

/** Returns the connections that the operator has opened for outputs, or for sources. */
export const connectionsFor = (use: (typeof USES)[number], connections: Connections): Connections =>
  Object.fromEntries(Object.entries(connections).filter(([, { uses = ['outputs'] }]) => uses.includes(use)));
