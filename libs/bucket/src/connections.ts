import { namedConnections } from '@throughline/outgoing';
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

/** Connections by name. Problems name fields and rules, never what stands in them. */
export function parseConnections(json: string, setting = 'TL_S3'): Connections {
  const read = namedConnections<Connection>(setting, connection).read(json);
  if ('problem' in read) throw new Error(`${setting} ${read.problem}`);
  return read.value;
}

/** The setting of services: a JSON text, best given by the file that `TL_S3_FILE` names, as it holds secrets. */
export const connectionsSetting = namedConnections<Connection>('TL_S3', connection);

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
