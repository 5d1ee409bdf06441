import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startSystem, until } from '@throughline/stack/testing';
import { OtlpReceiver } from '@throughline/telemetry/testing';
import { RecordingsClient } from './recordings-client.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** So long that a wait for the collector would exceed every test. */
const FOR_EVER = '3600000';
const LOADED = `Object.keys(createRequire(import.meta.url).cache).filter((file) => /@opentelemetry.(?!api.)/.test(file)).length`;

/** Runs a process that makes spans like a service does. Returns what it prints. */
async function process(body: string, env: NodeJS.ProcessEnv): Promise<unknown> {
  const script = `
    import { createRequire } from 'node:module';
    import { endTracing, startTracing } from '@throughline/service-kit';
    import { runInSpan } from '@throughline/telemetry';
    ${body}`;
  const { PATH } = globalThis.process.env;
  const options = { cwd: ROOT, env: { PATH, ...env }, timeout: 60_000 };
  const { stdout } = await promisify(execFile)(globalThis.process.execPath, ['--input-type=module', '--eval', script], options);
  const last = stdout.trim().split('\n').at(-1);
  return JSON.parse(last ?? 'null');
}

describe('a service', () => {
  let collector: OtlpReceiver | undefined;
  afterEach(async () => {
    await collector?.close();
    collector = undefined;
  });

  it('loads no SDK and sends nothing if no collector is configured', async () => {
    const body = `
      await startTracing('spec');
      await runInSpan('work', {}, async () => undefined);
      await endTracing();
      console.log(JSON.stringify({ loaded: ${LOADED} }));`;
    expect(await process(body, {})).toEqual({ loaded: 0 });
    collector = await OtlpReceiver.start();
    const off = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SDK_DISABLED: 'true' };
    expect(await process(body, off)).toEqual({ loaded: 0 });
    expect(collector.requests).toEqual([]);
    // The same count finds the SDK if a collector is set.
    const on = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    expect(await process(body, on)).not.toEqual({ loaded: 0 });
    expect(collector.requests).toHaveLength(1);
  });

  it('speaks protobuf by default, with the service name and attributes that the operator sets', async () => {
    collector = await OtlpReceiver.start();
    const body = `await startTracing('spec'); await runInSpan('work', {}, async () => undefined); await endTracing(); console.log('{}');`;
    await process(body, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    await process(body, {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/elsewhere`,
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
      OTEL_SERVICE_NAME: 'of-the-operator',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=spec',
    });
    const [first, second] = collector.requests;
    expect(first).toMatchObject({ path: '/v1/traces', contentType: 'application/x-protobuf' });
    expect(first?.body.includes('throughline-spec')).toBe(true);
    expect(second).toMatchObject({ path: '/elsewhere', contentType: 'application/json' });
    expect(second?.body.toString()).toContain('deployment.environment.name');
    expect(collector.spans()).toMatchObject([{ name: 'work', service: 'of-the-operator' }]);
  });

  it('sends nothing but traces, without a path, host, user name or argument of the process', async () => {
    collector = await OtlpReceiver.start();
    const body = `
      await startTracing('spec');
      await runInSpan('work', {}, async () => undefined);
      await endTracing();
      console.log(JSON.stringify([process.execPath, process.cwd(), hostname(), 'an-argument']));`;
    const details = await process(`import { hostname } from 'node:os'; ${body}`, {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_NODE_RESOURCE_DETECTORS: 'all',
      OTEL_METRICS_EXPORTER: 'otlp',
      OTEL_LOGS_EXPORTER: 'otlp',
    });
    const [request, ...others] = collector.requests;
    const text = String(request?.body);
    expect([request?.path, others]).toEqual(['/v1/traces', []]);
    expect([...text.matchAll(/"key":"([^"]+)"/g)].map(([, key]) => key).sort()).toEqual([
      'service.instance.id',
      'service.name',
      'service.version',
      'telemetry.sdk.language',
      'telemetry.sdk.name',
      'telemetry.sdk.version',
    ]);
    for (const value of details as string[]) expect(text).not.toContain(value);
  });

  it.each(['await fetch(address)', 'await new Promise((done) => get(address, (answer) => answer.resume().on("end", done)))'])(
    'shows a call by %j as a child of its caller and propagates the trace, but never records the address',
    async (call) => {
      collector = await OtlpReceiver.start();
      const address = `${collector.url.replace('//', '//me:s3cret@')}/a/s3cret?token=s3cret`;
      const body = `
        import { get } from 'node:http';
        const address = ${JSON.stringify(call.includes('fetch') ? address.replace('me:s3cret@', '') : address)};
        await startTracing('spec');
        await runInSpan('work', {}, async () => { ${call}; });
        await endTracing();
        console.log('{}');`;
      await process(body, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' });
      const [work, asked] = ['work', 'GET'].map((name) => collector?.spans().find((span) => span.name === name));
      expect(asked).toMatchObject({
        traceId: work?.traceId,
        parentSpanId: work?.spanId,
        attributes: { 'http.request.method': 'GET', 'http.response.status_code': 200, 'server.address': '127.0.0.1' },
      });
      const [called, sent] = collector.requests;
      expect(called).toMatchObject({
        path: '/a/s3cret?token=s3cret',
        traceparent: `00-${String(work?.traceId)}-${String(asked?.spanId)}-01`,
      });
      expect(sent?.body.toString()).not.toContain('s3cret');
    },
  );

  it('samples nothing if the operator turns sampling off', async () => {
    collector = await OtlpReceiver.start();
    await process(
      `await startTracing('spec'); await runInSpan('work', {}, async () => undefined); await endTracing(); console.log('{}');`,
      { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER: 'always_off' },
    );
    expect(collector.requests).toEqual([]);
  });

  it('keeps a bounded number of spans for a collector that does not answer, and does not wait for it on shutdown', async () => {
    collector = await OtlpReceiver.start({ hangs: true });
    const body = `
      await startTracing('spec');
      for (let n = 0; n < 20000; n += 1) await runInSpan('work', {}, async () => undefined);
      await endTracing();
      console.log('{"ended":true}');
      process.exit(0);`;
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_TIMEOUT: FOR_EVER,
      OTEL_BSP_EXPORT_TIMEOUT: FOR_EVER,
      OTEL_BSP_MAX_QUEUE_SIZE: '100',
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '50',
    };
    expect(await process(body, env)).toEqual({ ended: true });
    expect(collector.spans().length).toBeGreaterThan(0);
    expect(collector.spans().length).toBeLessThanOrEqual(200);
  });
});

describe('an installation whose collector hangs', () => {
  it('works normally and shuts down in order', async () => {
    const collector = await OtlpReceiver.start({ hangs: true });
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_TIMEOUT: FOR_EVER,
      OTEL_BSP_EXPORT_TIMEOUT: FOR_EVER,
      OTEL_BSP_SCHEDULE_DELAY: '50',
    };
    const names = ['gateway', 'ingest', 'processing', 'upload', 'status-projector'] as const;
    const system = await startSystem({ simulation: true, env: Object.fromEntries(names.map((name) => [name, env])) });
    try {
      const client = new RecordingsClient(system.url, system.token);
      const { id } = await client.simulate({ outputs: ['sim-keyed'] });
      await client.waitReady(id);
      await until(() => collector.requests.length >= names.length, { what: 'spans on their way' });
      await Promise.all(names.map((name) => system.service(name).stop()));
      for (const name of names) {
        const log = await system.service(name).log();
        expect(log).toContain(`${name} is stopping`);
        expect(log).not.toContain('took too long');
      }
    } finally {
      await system.close();
      await collector.close();
    }
  }, 180_000);
});
