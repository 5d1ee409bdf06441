import { readProtocol } from './config.js';

const AT = 'http://127.0.0.1:4318';

describe('the protocol for traces', () => {
  it.each([
    ['nothing', {}],
    ['an empty address', { OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }],
    ['a protocol alone', { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }],
    ['an SDK that is disabled', { OTEL_EXPORTER_OTLP_ENDPOINT: AT, OTEL_SDK_DISABLED: 'TRUE' }],
    ['no exporter', { OTEL_EXPORTER_OTLP_ENDPOINT: AT, OTEL_TRACES_EXPORTER: 'none' }],
  ])('is undefined for %s', (_what, env) => {
    expect(readProtocol(env)).toBeUndefined();
  });

  it.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: AT }, 'http/protobuf'],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${AT}/v1/traces` }, 'http/protobuf'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: AT, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }, 'http/json'],
    [
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: AT,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf',
      },
      'http/protobuf',
    ],
  ])('for %j is %s', (env, protocol) => {
    expect(readProtocol(env)).toBe(protocol);
  });

  it("is rejected if it or the address is invalid, with the variable's name and without its value", () => {
    expect(() => readProtocol({ OTEL_EXPORTER_OTLP_ENDPOINT: AT, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toThrow(
      'OTEL_EXPORTER_OTLP_PROTOCOL must be one of http/protobuf, http/json',
    );
    const readInvalid = (): unknown => readProtocol({ OTEL_EXPORTER_OTLP_ENDPOINT: 's3cret' });
    expect(readInvalid).toThrow('OTEL_EXPORTER_OTLP_ENDPOINT must be an address');
    expect(readInvalid).not.toThrow('s3cret');
  });
});
