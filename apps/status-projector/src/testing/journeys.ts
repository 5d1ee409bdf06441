import { newAssetId } from '@throughline/contracts';
import { aCommit } from '@throughline/contracts/testing';
import { STAGES, Journey, aConfig } from '@throughline/domain/testing';
import type { EventStore, Revision } from '@throughline/event-store';

/** Returns a run without failures, from registration to delivery. */
export function readyRecording(assetId = newAssetId(), title = 'A talk'): Journey {
  const journey = new Journey(assetId).register({ title });
  journey.run(aConfig(['library']));
  return journey.through('DOWNLOAD', ...STAGES, 'deliver:library');
}

/** Appends the commits of a journey, or of a part of it, to the log. */
export async function appendJourney(
  store: EventStore,
  journey: Journey,
  part: { from?: number; to?: number } = {},
): Promise<Revision> {
  let revision = await store.head(journey.assetId);
  for (const {
    commit: { events, ...envelope },
  } of journey.commits.slice(part.from, part.to))
    ({ revision } = await store.append(journey.assetId, aCommit(events, envelope), revision));
  return revision;
}
