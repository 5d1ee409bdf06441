import { SpanStatusCode, context, trace, type Context, type Span, type SpanOptions } from '@opentelemetry/api';
import { codeOf, kindOf } from '@throughline/contracts';
import { ATTRIBUTES } from './attributes.js';

const NAME = 'throughline';
/** Another writer was first: who hears of it decides again, and nothing has gone wrong. */
const OVERTAKEN = 'revision-conflict';
const WORD = /^[A-Za-z0-9][\w.-]{0,79}$/;

/** Where a span begins, beside what OpenTelemetry wants to know of it. */
export interface SpanAt extends SpanOptions {
  readonly parent?: Context;
}

/** A word for what went wrong: a code or a kind. Messages may hold names and addresses, so they stand in no span. */
export function errorType(error: unknown): string {
  const word = codeOf(error) ?? kindOf(error) ?? (error instanceof Error ? error.name : undefined);
  return word !== undefined && WORD.test(word) ? word : 'unexpected';
}

export function failSpan(span: Span, type: string): void {
  span.setAttribute(ATTRIBUTES.errorType, type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** Runs within a span of its own. Where tracing is off, OpenTelemetry's API hands out a span that does nothing. */
export async function spanned<T>(name: string, { parent, ...options }: SpanAt, run: (span: Span) => Promise<T>): Promise<T> {
  const span = trace.getTracer(NAME).startSpan(name, options, parent);
  try {
    return await context.with(trace.setSpan(parent ?? context.active(), span), () => run(span));
  } catch (error) {
    if (kindOf(error) === OVERTAKEN) span.setAttribute(ATTRIBUTES.outcome, 'overtaken');
    else failSpan(span, errorType(error));
    throw error;
  } finally {
    span.end();
  }
}
