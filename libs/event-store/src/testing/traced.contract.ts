import { newAssetId } from '@throughline/contracts';
import { getCurrentTrace, runInTrace } from '@throughline/telemetry';
import { recordSpans, type RecordedSpans } from '@throughline/telemetry/testing';
import { NO_REVISION } from '../order/order.js';
import { commitOf, registered, started } from './commits.js';
import type { EventStoreHarness, OpenHarness } from './harness.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const CALLER = `00-${TRACE_ID}-b7ad6b7169203331-01`;

export function traceContract(open: OpenHarness): void {
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

  it('returns each commit with the trace that it was written in, if any', async () => {
    const assetId = newAssetId();
    const first = await runInTrace(CALLER, () => harness.store.append(assetId, commitOf(registered()), NO_REVISION));
    await harness.store.append(assetId, commitOf(started()), first.revision);
    const { commits } = await harness.other.load(assetId);
    const publish = spans.one('publish tl.events.{partition}.{asset}').spanContext();
    expect(publish.traceId).toBe(TRACE_ID);
    expect(commits.map(({ trace }) => trace)).toEqual([`00-${TRACE_ID}-${publish.spanId}-01`, undefined]);
  });

  it('puts no asset id into span names', async () => {
    const assetId = newAssetId();
    await runInTrace(CALLER, () => harness.store.append(assetId, commitOf(registered()), NO_REVISION));
    expect(JSON.stringify(spans.all().map(({ name, attributes }) => ({ name, attributes })))).not.toContain(assetId);
  });

  it("delivers a followed commit outside of any trace, so that its handler continues the commit's own", async () => {
    const assetId = newAssetId();
    const stop = new AbortController();
    const seen = new Promise<{ trace: string | undefined; active: string | undefined }>((resolve) => {
      void harness.other.follow({
        durable: `spec-${assetId}`,
        onCommit: ({ assetId: of, trace }) => {
          if (of === assetId) resolve({ trace, active: getCurrentTrace() });
          return Promise.resolve();
        },
        signal: stop.signal,
      });
    });
    await runInTrace(CALLER, () => harness.store.append(assetId, commitOf(registered()), NO_REVISION));
    const { trace, active } = await seen;
    stop.abort();
    expect(trace).toContain(TRACE_ID);
    expect(active).toBeUndefined();
  });
}
