import { randomUUID } from 'node:crypto';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { NodeSDK, resources } from '@opentelemetry/sdk-node';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { createLogger } from '../logging/logger.js';
import { VERSION } from '../version.js';
import { CollectorExporter } from './collector-exporter.js';
import type { Protocol } from './config.js';
import { TraceparentPropagator } from './traceparent-propagator.js';

async function exporterFor(protocol: Protocol): Promise<SpanExporter> {
  const { OTLPTraceExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto');
  return new OTLPTraceExporter();
}

/** Matches probes and scrapes, which come every few seconds and need no trace. */
const isRoutine = ({ url = '' }: { readonly url?: string | undefined }): boolean => /^\/(health|metrics)(\/|\?|$)/.test(url);

/** Loads OpenTelemetry's SDK and registers it for this process. The SDK bounds queue and batches (`OTEL_BSP_*`). */
export async function startSdk(service: string, protocol: Protocol): Promise<NodeSDK> {
  const sdk = new NodeSDK({
    traceExporter: new CollectorExporter(await exporterFor(protocol), createLogger({ service, level: 'warn' })),
    // Empty lists: without them, the SDK sends metrics and logs too.
    metricReaders: [],
    logRecordProcessors: [],
    textMapPropagator: new TraceparentPropagator(),
    resource: resources.defaultResource().merge(
      resources.resourceFromAttributes({
        'service.name': `throughline-${service}`,
        'service.version': VERSION,
        'service.instance.id': randomUUID(),
      }),
    ),
    // The other detectors send the host, the user, and the command line. The operator's values take precedence over ours.
    resourceDetectors: [resources.envDetector],
    // Requests of background loops have no parent and get no span. No ESM loader hook is needed, because the patched modules
    // are CommonJS or built in. The hook would make every start three times as long.
    instrumentations: [
      new HttpInstrumentation({ ignoreIncomingRequestHook: isRoutine, requireParentforOutgoingSpans: true }),
      new PgInstrumentation({ requireParentSpan: true, ignoreConnectSpans: true }),
      new UndiciInstrumentation({ requireParentforSpans: true }),
    ],
  });
  sdk.start();
  // `require` patches a built-in module, and syncing its ESM exports makes the patch visible to named imports.
  const require = createRequire(import.meta.url);
  for (const module of ['node:http', 'node:https']) require(module);
  syncBuiltinESMExports();
  return sdk;
}
