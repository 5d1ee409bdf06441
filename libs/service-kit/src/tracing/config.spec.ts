import { wantedProtocol } from './config.js';

const AT = 'http://127.0.0.1:4318';

describe('whether traces are sent', () => {
  it.each([
    ['nothing', {}],
    ['an empty address', { OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }],
    ['a protocol alone', { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }],
    ['an SDK that is disabled', { OTEL_EXPORTER_OTLP_ENDPOINT: AT, OTEL_SDK_DISABLED: 'TRUE' }],
    ['no exporter', { OTEL_EXPORTER_OTLP_ENDPOINT: AT, OTEL_TRACES_EXPORTER: 'none' }],
  ])('says no for %s', (_what, env) => {
    expect(wantedProtocol(env)).toBeUndefined();
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
  ])('takes %j for %s', (env, protocol) => {
    expect(wantedProtocol(env)).toBe(protocol);
  });

  it('refuses what it cannot speak and what is no address, by the name of the variable and without its value', () => {
    expect(() => wantedProtocol({ OTEL_EXPORTER_OTLP_ENDPOINT: AT, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toThrow(
      'OTEL_EXPORTER_OTLP_PROTOCOL must be one of http/protobuf, http/json',
    );
    const refused = (): unknown => wantedProtocol({ OTEL_EXPORTER_OTLP_ENDPOINT: 's3cret' });
    expect(refused).toThrow('OTEL_EXPORTER_OTLP_ENDPOINT must be an address');
    expect(refused).not.toThrow('s3cret');
  });
});
