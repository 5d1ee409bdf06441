import { namedConnections } from '@throughline/outgoing';
import ssh2, { type ParsedKey } from 'ssh2';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const USES = ['outputs', 'sources'] as const;

/** An SSH server with its credentials. Only the operator configures it: no request can name another. */
const ConnectionSchema = Type.Object(
  {
    host: Type.String({ pattern: '^[^\\s/@]+$', maxLength: 253 }),
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
    user: Type.String({ minLength: 1, maxLength: 255 }),
    password: Type.Optional(Type.String({ minLength: 1 })),
    /** In the format of OpenSSH or PEM. */
    privateKey: Type.Optional(Type.String({ minLength: 1 })),
    passphrase: Type.Optional(Type.String({ minLength: 1 })),
    /** The accepted host keys, as `ssh-keygen -l` prints them: several if the server has several keys, or during a change. */
    fingerprints: Type.Array(Type.String({ pattern: '^SHA256:[A-Za-z0-9+/]{43}$' }), { minItems: 1, maxItems: 10 }),
    /** The folder that sources and outputs may use. Default: the folder in which sessions of the user start. */
    folder: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000, pattern: '^[^\\u0000-\\u001f]+$' })),
    /** Default: sources. */
    uses: Type.Optional(Type.Array(Type.Enum(USES), { minItems: 1 })),
  },
  { additionalProperties: false },
);
export type Connection = Static<typeof ConnectionSchema>;
export type Connections = Readonly<Record<string, Connection>>;

const schema = Compile(ConnectionSchema);

/** Returns the key, or `undefined` if it is no private key or the passphrase does not open it. */
export function readPrivateKey({ privateKey = '', passphrase }: Connection): ParsedKey | undefined {
  const key = ssh2.utils.parseKey(privateKey, passphrase);
  return key instanceof Error || !key.isPrivateKey() ? undefined : key;
}

const problem = (instancePath: string, message: string) => ({ instancePath, message });

function findCredentialProblem(connection: Connection): ReturnType<typeof problem>[] {
  const { password, privateKey } = connection;
  if (password === undefined && privateKey === undefined) return [problem('', 'must have a password or a privateKey')];
  if (privateKey === undefined || readPrivateKey(connection) !== undefined) return [];
  return [problem('/privateKey', 'must be a private key of OpenSSH or PEM that the passphrase opens')];
}

export const connectionsSetting = namedConnections<Connection>('TL_SFTP', {
  Errors: (value) => {
    const problems = schema.Errors(value);
    return problems.length > 0 || !schema.Check(value) ? problems : findCredentialProblem(value);
  },
});

/** Returns the connections that the operator has opened for outputs, or for sources. */
export const connectionsFor = (use: (typeof USES)[number], connections: Connections): Connections =>
  Object.fromEntries(Object.entries(connections).filter(([, { uses = ['sources'] }]) => uses.includes(use)));
