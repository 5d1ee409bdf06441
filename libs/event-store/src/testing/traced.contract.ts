import { newAssetId } from '@throughline/contracts';
import { currentTrace, inTrace } from '@throughline/telemetry';
import { recordSpans, type RecordedSpans } from '@throughline/telemetry/testing';
import { NO_REVISION } from '../order/order.js';
import { commitOf, registered, started } from './commits.js';
import type { EventStoreHarness, OpenHarness } from './harness.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const CALLER = `00-${TRACE_ID}-b7ad6b7169203331-01`;

/** A commit's trace stands beside it: commits are what they were before there was tracing. */
export function tracedContract(open: OpenHarness): void {
  let harness: EventStoreHarness;
  let spans: RecordedSpans;
  beforeAll(async () => {
    harness = await open();
    spans = recordSpans();
  });
  afterEach(() => {
    spans.clear();
  });
  afterAll(async () => {
    await spans.end();
    await harness.close();
  });

  it('gives back with each commit the trace that it was written in, and none where there was none', async () => {
    const assetId = newAssetId();
    const first = await inTrace(CALLER, () => harness.store.append(assetId, commitOf(registered()), NO_REVISION));
    await harness.store.append(assetId, commitOf(started()), first.revision);
    const { commits } = await harness.other.load(assetId);
    const publish = spans.one('publish tl.events.{partition}.{asset}').spanContext();
    expect(publish.traceId).toBe(TRACE_ID);
    expect(commits.map(({ trace }) => trace)).toEqual([`00-${TRACE_ID}-${publish.spanId}-01`, undefined]);
  });

  it('names no asset in what a span is called', async () => {
    const assetId = newAssetId();
    await inTrace(CALLER, () => harness.store.append(assetId, commitOf(registered()), NO_REVISION));
    expect(JSON.stringify(spans.all().map(({ name, attributes }) => ({ name, attributes })))).not.toContain(assetId);
  });

  it('hands a followed commit over outside of any trace: whoever carries it out goes on in the one it names', async () => {
    const assetId = newAssetId();
    const stop = new AbortController();
    const seen = new Promise<{ trace: string | undefined; active: string | undefined }>((resolve) => {
      void harness.other.follow({
        durable: `spec-${assetId}`,
        onCommit: ({ assetId: of, trace }) => {
          if (of === assetId) resolve({ trace, active: currentTrace() });
          return Promise.resolve();
        },
        signal: stop.signal,
      });
    });
    await inTrace(CALLER, () => harness.store.append(assetId, commitOf(registered()), NO_REVISION));
    const { trace, active } = await seen;
    stop.abort();
    expect(trace).toContain(TRACE_ID);
    expect(active).toBeUndefined();
  });
}
