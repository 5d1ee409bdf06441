import { context, isSpanContextValid, trace, type Context, type Link, type Span, type SpanContext } from '@opentelemetry/api';
import { contextOf, linkTo } from './carried.js';

/** Where in which trace something is recorded. */
export interface Place {
  readonly parent: Context;
  readonly links: Link[];
  /** Tells the other trace, if there is one, of the span that was made. */
  readonly made: (span: Span) => void;
}

const nobody = (): void => undefined;

const activeSpan = (): { span: Span; context: SpanContext } | undefined => {
  const span = trace.getActiveSpan();
  const found = span?.spanContext();
  return span !== undefined && found !== undefined && isSpanContextValid(found) ? { span, context: found } : undefined;
};

/** Of several traces that meet, the one that is carried goes on; where somebody acts from another, each is told of the other. */
export function goingOn(carried: string | undefined): Place {
  const here = activeSpan();
  const link = carried === undefined ? undefined : linkTo(carried);
  if (carried === undefined || link === undefined || link.context.traceId === here?.context.traceId)
    return { parent: context.active(), links: [], made: nobody };
  if (here === undefined) return { parent: contextOf(carried), links: [], made: nobody };
  return {
    parent: contextOf(carried),
    links: [{ context: here.context }],
    made: (span) => {
      here.span.addLink({ context: span.spanContext() });
    },
  };
}

/** A new trace, or that of whoever acts; what came before is told of by a link. */
export function startingOver(carried: string | undefined): Place {
  const link = carried === undefined ? undefined : linkTo(carried);
  const isElsewhere = link !== undefined && link.context.traceId !== activeSpan()?.context.traceId;
  return { parent: context.active(), links: isElsewhere ? [link] : [], made: nobody };
}
