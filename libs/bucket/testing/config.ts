import { parseConnections, type Connection } from '#src/connections.js';

export interface ConfiguredServer {
  readonly connection: Connection;
  readonly bucket: string;
}

export function findConfiguredServer(
  env: Readonly<Record<string, string | undefined>> = process.env,
): ConfiguredServer | undefined {
  const { TL_TEST_S3_CONNECTION: json, TL_TEST_S3_BUCKET: bucket } = env;
  if (json === undefined || bucket === undefined) return undefined;
  const connection = parseConnections(JSON.stringify({ given: JSON.parse(json) as unknown }), 'TL_TEST_S3_CONNECTION')['given'];
  if (connection === undefined) throw new Error('TL_TEST_S3_CONNECTION is no connection');
  return { connection, bucket };
}
