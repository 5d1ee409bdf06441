import { SpanKind } from '@opentelemetry/api';
import type { Commit } from '@throughline/contracts';
import { isPresent, type AssetState } from '@throughline/domain';
import { ATTRIBUTES, currentTrace, goingOn, spanned, startingOver } from '@throughline/telemetry';

interface Traced {
  readonly state: AssetState;
  /** The `traceparent` that is gone on in. */
  readonly trace?: string;
}

/** One recording, one trace: a commit goes on in that of the commit before it. Only a run after the first one begins another. */
const beginsAnother = ({ state }: Traced, { events }: Commit): boolean =>
  isPresent(state) &&
  (state.run !== undefined || state.configured !== undefined) &&
  events.some(({ type }) => type === 'RunStarted');

/** Appends within a span; `trace` is what the next commit goes on in. */
export function committing<T>(
  assetId: string,
  asset: Traced,
  commit: Commit,
  append: () => Promise<T>,
): Promise<{ readonly stored: T; readonly trace: string | undefined }> {
  const { parent, links, made } = beginsAnother(asset, commit) ? startingOver(asset.trace) : goingOn(asset.trace);
  const attributes = { [ATTRIBUTES.asset]: assetId, [ATTRIBUTES.events]: commit.events.map(({ type }) => type) };
  return spanned('commit', { kind: SpanKind.INTERNAL, attributes, links, parent }, async (span) => {
    const stored = await append();
    made(span);
    return { stored, trace: currentTrace() };
  });
}
