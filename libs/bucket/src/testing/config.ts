import { parseConnections, type Connection } from '../connections.js';

export interface Given {
  readonly connection: Connection;
  readonly bucket: string;
}

/** A service of the environment that suites are to run against too, e.g. the MinIO of compose. */
export function givenServer(env: Readonly<Record<string, string | undefined>> = process.env): Given | undefined {
  const { TL_TEST_S3_CONNECTION: json, TL_TEST_S3_BUCKET: bucket } = env;
  if (json === undefined || bucket === undefined) return undefined;
  const connection = parseConnections(JSON.stringify({ given: JSON.parse(json) as unknown }), 'TL_TEST_S3_CONNECTION')['given'];
  if (connection === undefined) throw new Error('TL_TEST_S3_CONNECTION is no connection');
  return { connection, bucket };
}
