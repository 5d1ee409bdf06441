import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** A service that keeps buckets, and who we are there. The operator's: no request can name another. */
const ConnectionSchema = Type.Object(
  {
    /** Left out for AWS itself. */
    endpoint: Type.Optional(Type.String({ pattern: '^https?://[^/?#@]+/?$' })),
    region: Type.String({ minLength: 1 }),
    /** The bucket in the path instead of in the host's name: most services that are not AWS need it. */
    forcePathStyle: Type.Optional(Type.Boolean()),
    accessKeyId: Type.String({ minLength: 1 }),
    secretAccessKey: Type.String({ minLength: 1 }),
    sessionToken: Type.Optional(Type.String({ minLength: 1 })),
    /** Buckets that outputs may name; without it none. */
    buckets: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$' }))),
  },
  { additionalProperties: false },
);
export type Connection = Static<typeof ConnectionSchema>;
export type Connections = Readonly<Record<string, Connection>>;

const connection = Compile(ConnectionSchema);
const NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    // The parser's own words quote what it stumbled over, and that may be a secret.
    return undefined;
  }
}

/** Connections by name. Problems name fields and rules, never what stands in them. */
export function parseConnections(json: string, setting = 'TL_S3'): Connections {
  const raw = parse(json);
  if (!isObject(raw)) throw new Error(`${setting} must be a JSON object of connections by name`);
  const problems = Object.entries(raw).flatMap(([name, value]) => [
    ...(NAME.test(name) ? [] : [`'${name}' is not a name: use a-z, 0-9, _ and -`]),
    ...connection.Errors(value).map(({ instancePath, message }) => `${name}${instancePath}: ${message}`),
  ]);
  if (problems.length > 0) throw new Error(`${setting}: ${problems.join('; ')}`);
  // Every value was checked above.
  return raw as Connections;
}

/** The setting of services: a JSON text, best given by the file that `TL_S3_FILE` names, as it holds secrets. */
export const connectionsSetting = {
  name: 'TL_S3',
  read(raw: string | undefined): { readonly value: Connections } | { readonly problem: string } {
    try {
      return { value: raw === undefined || raw === '' ? {} : parseConnections(raw) };
    } catch (error) {
      return { problem: error instanceof Error ? error.message.replace(/^TL_S3:? /, '') : 'is wrong' };
    }
  },
};

/** Where things are kept: a bucket of a connection, and what all keys begin with there. */
export interface Place {
  readonly connection: string;
  readonly bucket: string;
  /** Without slashes at its ends; may be empty. */
  readonly prefix: string;
}

const PLACE = /^s3:\/\/([a-z0-9][a-z0-9_-]{0,39})\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([A-Za-z0-9._/-]*))?$/;

const isClimbing = (prefix: string): boolean => prefix.split('/').some((segment) => /^\.{0,2}$/.test(segment));

/** `s3://connection/bucket/prefix` */
export function parsePlace(url: string): Place | undefined {
  const [, connection, bucket, path = ''] = PLACE.exec(url) ?? [];
  const prefix = path.replace(/\/$/, '');
  if (connection === undefined || bucket === undefined || (prefix !== '' && isClimbing(prefix))) return undefined;
  return { connection, bucket, prefix };
}
