import { SpanKind, trace, type Link, type Span } from '@opentelemetry/api';
import { ATTRIBUTES, toContext, toLink, runInSpan } from '@throughline/telemetry';
import type { Batch } from '../write/batch.js';

const NAME = 'project';

interface TracedAsset {
  readonly assetId: string;
  readonly traceparent: string;
  readonly link: Link;
}

const listTracedAssets = (batch: Batch): TracedAsset[] =>
  [...batch.traces].flatMap(([assetId, traceparent]) => {
    const link = toLink(traceparent);
    return link === undefined ? [] : [{ assetId, traceparent, link }];
  });

/** Adds a span to the trace of each asset, linked to the span of the batch, which contains the statements. */
function addAssetSpans(followed: readonly TracedAsset[], batchSpan: Span, startTime: number): void {
  const tracer = trace.getTracer('throughline');
  const links = [{ context: batchSpan.spanContext() }];
  for (const { assetId, traceparent } of followed) {
    const options = { kind: SpanKind.CONSUMER, startTime, links, attributes: { [ATTRIBUTES.asset]: assetId } };
    tracer.startSpan(NAME, options, toContext(traceparent)).end();
  }
}

/**
 * Writes a batch inside a span. If all commits belong to one trace, the span is part of that trace. Otherwise the batch gets
 * its own trace, and the trace of each asset gets a span; both link to each other.
 */
export async function traceProjection<T>(batch: Batch, partition: number, write: () => Promise<T>): Promise<T> {
  const followed = listTracedAssets(batch);
  const [first] = followed;
  if (first === undefined) return write();
  const attributes = { [ATTRIBUTES.partition]: partition, [ATTRIBUTES.commits]: batch.commits };
  const isOfOne = followed.every(({ link }) => link.context.traceId === first.link.context.traceId);
  if (isOfOne) {
    const own = followed.length === 1 ? { [ATTRIBUTES.asset]: first.assetId } : {};
    const parent = toContext(first.traceparent);
    return runInSpan(NAME, { kind: SpanKind.CONSUMER, parent, attributes: { ...attributes, ...own } }, write);
  }
  const links = followed.map(({ link }) => link);
  const startTime = Date.now();
  return runInSpan('project batch', { kind: SpanKind.CONSUMER, root: true, links, attributes }, async (span) => {
    const written = await write();
    addAssetSpans(followed, span, startTime);
    return written;
  });
}
