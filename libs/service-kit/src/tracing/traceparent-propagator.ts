import type { Context, TextMapGetter, TextMapPropagator, TextMapSetter } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { TRACEPARENT } from '@throughline/telemetry';

const only = <C>(getter: TextMapGetter<C>): TextMapGetter<C> => ({
  keys: (carrier) => getter.keys(carrier).filter((key) => key.toLowerCase() === TRACEPARENT),
  get: (carrier, key) => (key === TRACEPARENT ? getter.get(carrier, key) : undefined),
});

const onlyTo = <C>(setter: TextMapSetter<C>): TextMapSetter<C> => ({
  set: (carrier, key, value) => {
    if (key === TRACEPARENT) setter.set(carrier, key, value);
  },
});

/** W3C Trace Context without `tracestate`: that is text of whoever calls, and would stand in the log of events for ever. */
export class TraceparentPropagator implements TextMapPropagator {
  readonly #w3c = new W3CTraceContextPropagator();

  inject<C>(context: Context, carrier: C, setter: TextMapSetter<C>): void {
    this.#w3c.inject(context, carrier, onlyTo(setter));
  }

  extract<C>(context: Context, carrier: C, getter: TextMapGetter<C>): Context {
    return this.#w3c.extract(context, carrier, only(getter));
  }

  fields(): string[] {
    return [TRACEPARENT];
  }
}
