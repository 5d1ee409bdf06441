import { SpanKind } from '@opentelemetry/api';
import type { Commit } from '@throughline/contracts';
import { isPresent, type AssetState } from '@throughline/domain';
import { ATTRIBUTES, getCurrentTrace, continueTrace, runInSpan, restartTrace } from '@throughline/telemetry';

interface TracedAsset {
  readonly state: AssetState;
  readonly trace?: string;
}

/** Each commit continues the trace of the commit before it. Only a later run starts a new trace. */
const shouldStartTrace = ({ state }: TracedAsset, { events }: Commit): boolean =>
  isPresent(state) &&
  (state.run !== undefined || state.configured !== undefined) &&
  events.some(({ type }) => type === 'RunStarted');

/** Appends within a span. The returned `trace` is the parent for the next commit. */
export function appendInSpan<T>(
  assetId: string,
  asset: TracedAsset,
  commit: Commit,
  append: () => Promise<T>,
): Promise<{ readonly stored: T; readonly trace: string | undefined }> {
  const { parent, links, onSpan } = shouldStartTrace(asset, commit) ? restartTrace(asset.trace) : continueTrace(asset.trace);
  const attributes = { [ATTRIBUTES.asset]: assetId, [ATTRIBUTES.events]: commit.events.map(({ type }) => type) };
  return runInSpan('commit', { kind: SpanKind.INTERNAL, attributes, links, parent }, async (span) => {
    const stored = await append();
    onSpan(span);
    return { stored, trace: getCurrentTrace() };
  });
}
