import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace';

export interface RecordedSpans {
  all(): readonly ReadableSpan[];
  one(name: string): ReadableSpan;
  /** Returns all that an exporter would send of the spans: a secret that is not in it reaches no collector. */
  contents(): string;
  clear(): void;
  end(): Promise<void>;
}

/** Turns tracing on for a test, with the real SDK but without an exporter. */
export function recordSpans(): RecordedSpans {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
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
    contents: () => JSON.stringify(all().map(({ name, attributes, events, status }) => ({ name, attributes, events, status }))),
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
