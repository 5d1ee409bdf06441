import { parseUrl } from '@throughline/contracts';
export const PROTOCOLS = ['http/protobuf', 'http/json'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

type Environment = Readonly<Record<string, string | undefined>>;

const readVariable = (env: Environment, ...names: readonly string[]): string | undefined =>
  names.map((name) => env[name]?.trim()).find((value) => value !== undefined && value !== '');

const isSwitchedOff = (env: Environment): boolean =>
  readVariable(env, 'OTEL_SDK_DISABLED')?.toLowerCase() === 'true' ||
  readVariable(env, 'OTEL_TRACES_EXPORTER')?.toLowerCase() === 'none';

/**
 * Returns the protocol for spans, or `undefined` if tracing is off. Uses OpenTelemetry's own variables. Its SDK reads the
 * others (headers, time limits, sampler, queue, resource attributes).
 */
export function readProtocol(env: Environment = process.env): Protocol | undefined {
  const endpoint = readVariable(env, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT');
  if (endpoint === undefined || isSwitchedOff(env)) return undefined;
  const name = readVariable(env, 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL') ?? 'http/protobuf';
  const protocol = PROTOCOLS.find((protocol) => protocol === name);
  if (protocol === undefined)
    throw new Error(`The configuration is wrong:\n  OTEL_EXPORTER_OTLP_PROTOCOL must be one of ${PROTOCOLS.join(', ')}`);
  if (parseUrl(endpoint) === undefined)
    throw new Error(
      'The configuration is wrong:\n  OTEL_EXPORTER_OTLP_ENDPOINT must be an address, such as http://127.0.0.1:4318',
    );
  return protocol;
}
