import { namedConnections } from '@throughline/outgoing';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const BucketName = Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$' });

/** An S3 service with its credentials. Only the operator defines connections; a request cannot. */
const ConnectionSchema = Type.Object(
  {
    endpoint: Type.Optional(Type.String({ pattern: '^https?://[^/?#@]+/?$' })),
    region: Type.String({ minLength: 1 }),
    /** Puts the bucket into the path instead of the host name, as most services other than AWS need. */
    forcePathStyle: Type.Optional(Type.Boolean()),
    accessKeyId: Type.String({ minLength: 1 }),
    secretAccessKey: Type.String({ minLength: 1 }),
    sessionToken: Type.Optional(Type.String({ minLength: 1 })),
    /** Buckets that outputs may use. None if omitted. */
    buckets: Type.Optional(Type.Array(BucketName)),
    /** Buckets that sources may read. None if omitted. Everybody who may set up sources can read every object of them. */
    sourceBuckets: Type.Optional(Type.Array(BucketName)),
  },
  { additionalProperties: false },
);
export type Connection = Static<typeof ConnectionSchema>;
export type Connections = Readonly<Record<string, Connection>>;

const connection = Compile(ConnectionSchema);

/** Parses connections by name. Errors name fields and rules, never values. */
export function parseConnections(json: string, setting = 'TL_S3'): Connections {
  const read = namedConnections<Connection>(setting, connection).read(json);
  if ('problem' in read) throw new Error(`${setting} ${read.problem}`);
  return read.value;
}

/** The setting of services: a JSON text, best given as the file that `TL_S3_FILE` names, because it holds secrets. */
export const connectionsSetting = namedConnections<Connection>('TL_S3', connection);

export interface BucketLocation {
  readonly connection: string;
  readonly bucket: string;
  /** Without slashes at its ends; may be empty. */
  readonly prefix: string;
}

const PLACE = /^s3:\/\/([a-z0-9][a-z0-9_-]{0,39})\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([A-Za-z0-9._/-]*))?$/;

const isClimbing = (prefix: string): boolean => prefix.split('/').some((segment) => /^\.{0,2}$/.test(segment));

/** Parses `s3://connection/bucket/prefix`. */
export function parseBucketLocation(url: string): BucketLocation | undefined {
  const [, connection, bucket, path = ''] = PLACE.exec(url) ?? [];
  const prefix = path.replace(/\/$/, '');
  if (connection === undefined || bucket === undefined || (prefix !== '' && isClimbing(prefix))) return undefined;
  return { connection, bucket, prefix };
}
