import type { GatewayPorts } from './gateway-ports.js';
import type { MemoryGateway } from './memory-gateway.js';

export type TusHeaders = Readonly<Record<string, string>>;
type Response = Awaited<ReturnType<MemoryGateway['app']['inject']>>;

export const encodeMetadata = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');

export const listKeys = async ({ artifacts }: Pick<GatewayPorts, 'artifacts'>, prefix: string): Promise<readonly string[]> => {
  const keys: string[] = [];
  for await (const { key } of artifacts.list(prefix)) keys.push(key);
  return keys;
};

export interface TusClient {
  readonly begin: (
    length: number,
    fields: Readonly<Record<string, string>>,
    headers?: TusHeaders,
    bytes?: Buffer,
  ) => Promise<Response & { readonly location: string }>;
  readonly send: (location: string, offset: number, bytes: Buffer, headers?: TusHeaders) => Promise<Response>;
  readonly head: (location: string) => Promise<Response>;
  readonly end: (location: string) => Promise<Response>;
  readonly result: (location: string) => Promise<Response>;
}

/** A minimal tus client, so that specs can send invalid requests too. */
export function createTusClient(gateway: Pick<MemoryGateway, 'app'>, token: string): TusClient {
  const always = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
  const bytesType = { 'content-type': 'application/offset+octet-stream' };
  return {
    begin: async (length, fields, headers = {}, bytes) => {
      const response = await gateway.app.inject({
        method: 'POST',
        url: '/api/v1/uploads',
        headers: {
          ...always,
          'upload-length': String(length),
          'upload-metadata': encodeMetadata(fields),
          ...(bytes === undefined ? {} : bytesType),
          ...headers,
        },
        ...(bytes === undefined ? {} : { payload: bytes }),
      });
      return Object.assign(response, { location: String(response.headers.location) });
    },
    send: (url, offset, payload, headers = {}) =>
      gateway.app.inject({
        method: 'PATCH',
        url,
        headers: { ...always, ...bytesType, 'upload-offset': String(offset), ...headers },
        payload,
      }),
    head: (url) => gateway.app.inject({ method: 'HEAD', url, headers: always }),
    end: (url) => gateway.app.inject({ method: 'DELETE', url, headers: always }),
    result: (url) => gateway.app.inject({ url: `${url}/result`, headers: always }),
  };
}
