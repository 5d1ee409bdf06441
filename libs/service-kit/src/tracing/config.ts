export const PROTOCOLS = ['http/protobuf', 'http/json'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

type Environment = Readonly<Record<string, string | undefined>>;

const given = (env: Environment, ...names: readonly string[]): string | undefined =>
  names.map((name) => env[name]?.trim()).find((value) => value !== undefined && value !== '');

const isSwitchedOff = (env: Environment): boolean =>
  given(env, 'OTEL_SDK_DISABLED')?.toLowerCase() === 'true' || given(env, 'OTEL_TRACES_EXPORTER')?.toLowerCase() === 'none';

/**
 * How spans are sent; undefined where nobody wants any. The variables are OpenTelemetry's own; what is not read here (headers,
 * time limits, sampler, queue, resource attributes) is read by its SDK.
 */
export function wantedProtocol(env: Environment = process.env): Protocol | undefined {
  const endpoint = given(env, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT');
  if (endpoint === undefined || isSwitchedOff(env)) return undefined;
  const asked = given(env, 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL') ?? 'http/protobuf';
  const protocol = PROTOCOLS.find((known) => known === asked);
  if (protocol === undefined)
    throw new Error(`Configuration has 1 problem(s):\n  OTEL_EXPORTER_OTLP_PROTOCOL must be one of ${PROTOCOLS.join(', ')}`);
  if (!URL.canParse(endpoint))
    throw new Error(
      'Configuration has 1 problem(s):\n  OTEL_EXPORTER_OTLP_ENDPOINT must be an address, such as http://127.0.0.1:4318',
    );
  return protocol;
}
