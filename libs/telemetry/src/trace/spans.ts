import { SpanStatusCode, context, trace, type Context, type Span, type SpanOptions } from '@opentelemetry/api';
import { codeOf, kindOf } from '@throughline/contracts';
import { ATTRIBUTES } from './attributes.js';

const NAME = 'throughline';
/** A revision conflict is no error of the span, because the caller decides again. */
const OVERTAKEN = 'revision-conflict';
const WORD = /^[A-Za-z0-9][\w.-]{0,79}$/;

export interface SpanStartOptions extends SpanOptions {
  readonly parent?: Context;
}

/** Returns an error's code or kind. Messages are left out, because they may hold names and addresses. */
export function toErrorType(error: unknown): string {
  const word = codeOf(error) ?? kindOf(error) ?? (error instanceof Error ? error.name : undefined);
  return word !== undefined && WORD.test(word) ? word : 'unexpected';
}

export function failSpan(span: Span, type: string): void {
  span.setAttribute(ATTRIBUTES.errorType, type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** Runs within a new span. Without tracing, OpenTelemetry's API provides a span without effect. */
export async function runInSpan<T>(
  name: string,
  { parent, ...options }: SpanStartOptions,
  run: (span: Span) => Promise<T>,
): Promise<T> {
  const span = trace.getTracer(NAME).startSpan(name, options, parent);
  try {
    return await context.with(trace.setSpan(parent ?? context.active(), span), () => run(span));
  } catch (error) {
    if (kindOf(error) === OVERTAKEN) span.setAttribute(ATTRIBUTES.outcome, 'overtaken');
    else failSpan(span, toErrorType(error));
    throw error;
  } finally {
    span.end();
  }
}
