import { namedConnections } from '@throughline/outgoing';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** A mailbox account and its password. Only the operator configures it: no request can name another. */
const ConnectionSchema = Type.Object(
  {
    host: Type.String({ pattern: '^[A-Za-z0-9._:-]+$', maxLength: 253 }),
    /** Default: 993, or 143 without implicit TLS. */
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
    /** Default: `implicit` (RFC 8314). */
    tls: Type.Optional(Type.Enum(['implicit', 'starttls', 'none'] as const)),
    user: Type.String({ minLength: 1, maxLength: 200 }),
    /** Often an app password. */
    password: Type.String({ minLength: 1, maxLength: 1_000 }),
    /** A certificate authority (PEM) that replaces the system's. */
    ca: Type.Optional(Type.String({ pattern: '^-----BEGIN CERTIFICATE-----' })),
  },
  { additionalProperties: false },
);
export type Connection = Static<typeof ConnectionSchema>;
export type Connections = Readonly<Record<string, Connection>>;

export const connectionsSetting = namedConnections<Connection>('TL_IMAP', Compile(ConnectionSchema));
