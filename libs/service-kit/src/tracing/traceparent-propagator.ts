import type { Context, TextMapGetter, TextMapPropagator, TextMapSetter } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { TRACEPARENT } from '@throughline/telemetry';

const restrictGetter = <C>(getter: TextMapGetter<C>): TextMapGetter<C> => ({
  keys: (carrier) => getter.keys(carrier).filter((key) => key.toLowerCase() === TRACEPARENT),
  get: (carrier, key) => (key === TRACEPARENT ? getter.get(carrier, key) : undefined),
});

const restrictSetter = <C>(setter: TextMapSetter<C>): TextMapSetter<C> => ({
  set: (carrier, key, value) => {
    if (key === TRACEPARENT) setter.set(carrier, key, value);
  },
});

/** W3C Trace Context without `tracestate`, which is text from the caller and would stay in the log of events for ever. */
export class TraceparentPropagator implements TextMapPropagator {
  readonly #w3c = new W3CTraceContextPropagator();

  inject<C>(context: Context, carrier: C, setter: TextMapSetter<C>): void {
    this.#w3c.inject(context, carrier, restrictSetter(setter));
  }

  extract<C>(context: Context, carrier: C, getter: TextMapGetter<C>): Context {
    return this.#w3c.extract(context, carrier, restrictGetter(getter));
  }

  fields(): string[] {
    return [TRACEPARENT];
  }
}
