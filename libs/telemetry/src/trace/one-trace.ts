import { context, isSpanContextValid, trace, type Context, type Link, type Span, type SpanContext } from '@opentelemetry/api';
import { toContext, toLink } from './trace-context.js';

export interface SpanPlacement {
  readonly parent: Context;
  readonly links: Link[];
  /** Links the new span from the other trace, if there is one. */
  readonly onSpan: (span: Span) => void;
}

const doNothing = (): void => undefined;

const activeSpan = (): { span: Span; context: SpanContext } | undefined => {
  const span = trace.getActiveSpan();
  const found = span?.spanContext();
  return span !== undefined && found !== undefined && isSpanContextValid(found) ? { span, context: found } : undefined;
};

/** Continues the carried trace. If another trace is active, the two spans link to each other. */
export function continueTrace(carried: string | undefined): SpanPlacement {
  const current = activeSpan();
  const link = carried === undefined ? undefined : toLink(carried);
  if (carried === undefined || link === undefined || link.context.traceId === current?.context.traceId)
    return { parent: context.active(), links: [], onSpan: doNothing };
  if (current === undefined) return { parent: toContext(carried), links: [], onSpan: doNothing };
  return {
    parent: toContext(carried),
    links: [{ context: current.context }],
    onSpan: (span) => {
      current.span.addLink({ context: span.spanContext() });
    },
  };
}

/** Starts a new trace, or uses the active one, with a link to the earlier trace. */
export function restartTrace(carried: string | undefined): SpanPlacement {
  const link = carried === undefined ? undefined : toLink(carried);
  const isElsewhere = link !== undefined && link.context.traceId !== activeSpan()?.context.traceId;
  return { parent: context.active(), links: isElsewhere ? [link] : [], onSpan: doNothing };
}
