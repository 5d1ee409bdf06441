import { namedConnections } from '@throughline/outgoing';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const LINE = '^[^\\u0000-\\u001f]+$';

/** An FTP server with its credentials. Only the operator configures it: no request can name another. */
const ConnectionSchema = Type.Object(
  {
    host: Type.String({ pattern: '^[A-Za-z0-9._:-]+$', maxLength: 253 }),
    /** Default: 21, with `implicit` 990. */
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
    /**
     * Default: `explicit` (RFC 4217). With `implicit` TLS begins before the greeting. With `none` the password and all files can be
     * read on their way.
     */
    tls: Type.Optional(Type.Enum(['explicit', 'implicit', 'none'] as const)),
    user: Type.String({ pattern: LINE, maxLength: 200 }),
    password: Type.String({ pattern: LINE, maxLength: 1_000 }),
    /** Default: the folder in which sessions of the user start. */
    folder: Type.Optional(Type.String({ pattern: LINE, maxLength: 1_000 })),
    /** A certificate authority (PEM) that replaces the system's. */
    ca: Type.Optional(Type.String({ pattern: '^-----BEGIN CERTIFICATE-----' })),
  },
  { additionalProperties: false },
);
export type Connection = Static<typeof ConnectionSchema>;
export type Connections = Readonly<Record<string, Connection>>;

export const connectionsSetting = namedConnections<Connection>('TL_FTP', Compile(ConnectionSchema));
