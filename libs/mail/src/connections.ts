import { mayGoUnencrypted, namedConnections, type AllowList } from '@throughline/outgoing';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { ADDRESS, DOMAIN } from './addresses.js';
import { MailFault } from './mail-fault.js';

const USES = ['notices', 'outputs'] as const;
export type MailUse = (typeof USES)[number];

/** A mail server that takes mail for others, with its credentials. Only the operator configures it: no request can name another. */
const ConnectionSchema = Type.Object(
  {
    host: Type.String({ pattern: '^[A-Za-z0-9._:-]+$', maxLength: 253 }),
    /** Default: 465, or 587 for `starttls`, or 25 for `none`. */
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
    /** Default: `implicit` (RFC 8314). */
    tls: Type.Optional(Type.Enum(['implicit', 'starttls', 'none'] as const)),
    user: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    password: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000 })),
    /** The address of the sender. */
    from: Type.String({ pattern: ADDRESS, maxLength: 254 }),
    /** The name beside that address. Default: Throughline. */
    name: Type.Optional(Type.String({ pattern: '^[^\\p{Cc}]+$', maxLength: 100 })),
    /** The only domains that mail may go to. Default: every domain. */
    domains: Type.Optional(Type.Array(Type.String({ pattern: DOMAIN, maxLength: 253 }), { minItems: 1, maxItems: 1_000 })),
    /** A certificate authority (PEM) that replaces the system's. */
    ca: Type.Optional(Type.String({ pattern: '^-----BEGIN CERTIFICATE-----' })),
    /** Default: both. */
    uses: Type.Optional(Type.Array(Type.Enum(USES), { minItems: 1 })),
  },
  { additionalProperties: false },
);
export type MailConnection = Static<typeof ConnectionSchema>;
export type MailConnections = Readonly<Record<string, MailConnection>>;

const schema = Compile(ConnectionSchema);

export const mailConnections = namedConnections<MailConnection>('TL_SMTP', {
  Errors: (value) => {
    const problems = schema.Errors(value);
    if (problems.length > 0 || !schema.Check(value)) return problems;
    const isHalf = (value.user === undefined) !== (value.password === undefined);
    return isHalf ? [{ instancePath: '', message: 'must have both a user and a password, or neither' }] : [];
  },
});

/** Returns the connections that the operator has opened for notices, or for outputs. */
export const mailConnectionsFor = (use: MailUse, connections: MailConnections): MailConnections =>
  Object.fromEntries(Object.entries(connections).filter(([, { uses = USES }]) => uses.includes(use)));

/** A connection with the name by which it is chosen. */
export interface MailAccount {
  readonly name: string;
  readonly connection: MailConnection;
}

/** Throws if the password would be sent without encryption to a host that the operator has not allowed. */
export function requireEncryption({ name, connection: { host, tls, password } }: MailAccount, allowed: AllowList): void {
  if (tls !== 'none' || password === undefined || mayGoUnencrypted(host, allowed)) return;
  throw new MailFault(
    'encryption',
    `The connection '${name}' would send its password without encryption. The operator must set "tls" of it in TL_SMTP to "implicit" or "starttls", or name its host in TL_FETCH_ALLOW`,
  );
}
