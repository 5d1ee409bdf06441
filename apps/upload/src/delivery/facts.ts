import type { JsonObject, OutputConfig } from '@throughline/contracts';
import type { Delivered, DeliveryRequest, Destination } from '../destinations/destination.js';
import type { DeliveryEnd } from './attempt.js';
import { externalIdOf, isElsewhere, placeOf } from './recorded.js';

export interface Ended {
  readonly end: DeliveryEnd;
  readonly destination: Destination;
  readonly request: DeliveryRequest;
  readonly output: Pick<OutputConfig, 'type'>;
}

const deliveredFacts = ({ externalId, reconciled }: Delivered): JsonObject => ({ external_id: externalId, reconciled });

function factsOfEnd({ end, destination: { place }, request, output }: Ended): JsonObject {
  const facts = { delivery_key: end.key, output_type: output.type, files: request.files.length };
  switch (end.kind) {
    case 'delivered':
      return { ...facts, place, ...deliveredFacts(end.delivered), ...end.notes };
    case 'unconfirmed':
      return { ...facts, place, unconfirmed: true, ...end.notes };
    case 'stored':
      return { ...facts, ...end.result, reconciled: externalIdOf(end.result) !== undefined };
  }
}

/**
 * The result of a delivery step. `outdated`: other content than this run's stands there, and stays, as the destination does not replace.
 * `elsewhere`: it stands at `place`, and the output leads to another one now.
 */
export function factsOf(ended: Ended): JsonObject {
  const { outdated: _, elsewhere: _elsewhere, ...facts } = factsOfEnd(ended);
  return {
    ...facts,
    ...(ended.end.key === ended.request.key ? {} : { outdated: true }),
    ...(isElsewhere(placeOf(facts), ended.destination) ? { elsewhere: true } : {}),
  };
}

/** Where the recording is found; undefined where nobody knows. */
export function urlOf({ end, destination }: Ended): string | undefined {
  if (end.kind === 'delivered') return end.delivered.url === '' ? undefined : end.delivered.url;
  const isHere = end.kind === 'stored' && !isElsewhere(placeOf(end.result), destination);
  const id = isHere ? externalIdOf(end.result) : undefined;
  return id === undefined || destination.class === 'keyed' ? undefined : destination.urlOf?.(id);
}
