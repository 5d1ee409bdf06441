import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base';

/** Every span that ends in this test file. */
export interface RecordedSpans {
  all(): readonly ReadableSpan[];
  /** The one span of that name; throws where there is none, or more than one. */
  one(name: string): ReadableSpan;
  clear(): void;
  /** Tracing is off again. */
  end(): Promise<void>;
}

/** Switches tracing on for a test, with the real SDK and nobody to send to. */
export function recordSpans(): RecordedSpans {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  const all = (): readonly ReadableSpan[] => exporter.getFinishedSpans();
  return {
    all,
    one: (name) => {
      const [found, ...others] = all().filter((span) => span.name === name);
      if (found === undefined || others.length > 0)
        throw new Error(
          `Not one span '${name}' among: ${all()
            .map((span) => span.name)
            .join(', ')}`,
        );
      return found;
    },
    clear: () => {
      exporter.reset();
    },
    end: async () => {
      await provider.shutdown();
      trace.disable();
      propagation.disable();
      context.disable();
    },
  };
}
