import { SpanKind, trace, type Link, type Span } from '@opentelemetry/api';
import { ATTRIBUTES, contextOf, linkTo, spanned } from '@throughline/telemetry';
import type { Batch } from '../write/batch.js';

const NAME = 'project';

interface Followed {
  readonly assetId: string;
  readonly traceparent: string;
  readonly link: Link;
}

const followedIn = (batch: Batch): Followed[] =>
  [...batch.traces].flatMap(([assetId, traceparent]) => {
    const link = linkTo(traceparent);
    return link === undefined ? [] : [{ assetId, traceparent, link }];
  });

/** In each asset's own trace, the time in which its rows were written, and where to find the statements. */
function tellEach(followed: readonly Followed[], batchSpan: Span, startTime: number): void {
  const tracer = trace.getTracer('throughline');
  const links = [{ context: batchSpan.spanContext() }];
  for (const { assetId, traceparent } of followed) {
    const options = { kind: SpanKind.CONSUMER, startTime, links, attributes: { [ATTRIBUTES.asset]: assetId } };
    tracer.startSpan(NAME, options, contextOf(traceparent)).end();
  }
}

/**
 * Writes a batch within a span. The commits of one asset are projected in its own trace, statements and all. A transaction with commits of
 * several has as many parents: it is a trace of its own that is linked to each of them, and each of them holds a span that is linked to it.
 */
export async function projecting<T>(batch: Batch, partition: number, write: () => Promise<T>): Promise<T> {
  const followed = followedIn(batch);
  const [first] = followed;
  if (first === undefined) return write();
  const attributes = { [ATTRIBUTES.partition]: partition, [ATTRIBUTES.commits]: batch.commits };
  const isOfOne = followed.every(({ link }) => link.context.traceId === first.link.context.traceId);
  if (isOfOne) {
    const own = followed.length === 1 ? { [ATTRIBUTES.asset]: first.assetId } : {};
    const parent = contextOf(first.traceparent);
    return spanned(NAME, { kind: SpanKind.CONSUMER, parent, attributes: { ...attributes, ...own } }, write);
  }
  const links = followed.map(({ link }) => link);
  const startTime = Date.now();
  return spanned('project batch', { kind: SpanKind.CONSUMER, root: true, links, attributes }, async (span) => {
    const written = await write();
    tellEach(followed, span, startTime);
    return written;
  });
}
