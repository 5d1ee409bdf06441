import { randomUUID } from 'node:crypto';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import { createLogger } from '../logging/logger.js';
import { VERSION } from '../service/version.js';
import type { Protocol } from './config.js';
import { ScrubbingProcessor } from './scrub.js';
import { TellingExporter } from './telling-exporter.js';
import { TraceparentPropagator } from './traceparent-propagator.js';
import type { Tracing } from './tracing.js';

async function exporterFor(protocol: Protocol): Promise<SpanExporter> {
  const { OTLPTraceExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto');
  return new OTLPTraceExporter();
}

/** Asked every few seconds by machines; nobody looks for a trace of that. */
const isRoutine = ({ url = '' }: { readonly url?: string | undefined }): boolean => /^\/(health|metrics)(\/|\?|$)/.test(url);

/**
 * What loops ask by themselves has no parent and makes no span. No ESM loader hook: what these change is CommonJS or built in,
 * and the hook would make every start three times as long.
 */
const instrumentations = (): (HttpInstrumentation | PgInstrumentation | UndiciInstrumentation)[] => [
  new HttpInstrumentation({ ignoreIncomingRequestHook: isRoutine, requireParentforOutgoingSpans: true }),
  new PgInstrumentation({ requireParentSpan: true, ignoreConnectSpans: true }),
  new UndiciInstrumentation({ requireParentforSpans: true }),
];

/** Loads OpenTelemetry's SDK and registers it for this process. Queue and batches are bounded by it (`OTEL_BSP_*`). */
export async function startSdk(service: string, protocol: Protocol): Promise<Tracing> {
  const log = createLogger({ service, level: 'warn' });
  const exporter = new TellingExporter(await exporterFor(protocol), log);
  const resource = defaultResource()
    .merge(
      resourceFromAttributes({
        'service.name': `throughline-${service}`,
        'service.version': VERSION,
        'service.instance.id': randomUUID(),
      }),
    )
    // What the operator says (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) stands above it.
    .merge(detectResources({ detectors: [envDetector] }));
  const provider = new BasicTracerProvider({
    resource,
    spanProcessors: [new ScrubbingProcessor(new BatchSpanProcessor(exporter))],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new TraceparentPropagator());
  trace.setGlobalTracerProvider(provider);
  registerInstrumentations({ tracerProvider: provider, instrumentations: instrumentations() });
  // A built-in module is changed when somebody requires it; those who import a name from it see the change once it is told to them.
  const require = createRequire(import.meta.url);
  for (const module of ['node:http', 'node:https']) require(module);
  syncBuiltinESMExports();
  return { shutdown: () => provider.shutdown() };
}
