import type { JsonObject, OutputConfig } from '@throughline/contracts';
import type { DeliveredObject, DeliveryRequest, Destination } from '../kit/destination.js';
import type { DeliveryEnd } from './attempt.js';
import { readExternalId, isElsewhere, readPlace } from './delivery-record.js';

export interface EndedDelivery {
  readonly end: DeliveryEnd;
  readonly destination: Destination;
  readonly request: DeliveryRequest;
  readonly output: Pick<OutputConfig, 'type'>;
}

const deliveredFacts = ({ externalId, reconciled }: DeliveredObject): JsonObject => ({ external_id: externalId, reconciled });

const textFactsOf = ({ textNotes }: DeliveryRequest): JsonObject =>
  textNotes === undefined ? {} : { text_notes: [...textNotes] };

function collectEndFacts({ end, destination: { place }, request, output }: EndedDelivery): JsonObject {
  const facts = { delivery_key: end.key, output_type: output.type, files: request.files.length, ...textFactsOf(request) };
  switch (end.kind) {
    case 'delivered':
      return { ...facts, place, ...deliveredFacts(end.delivered), ...end.notes };
    case 'unconfirmed':
      return { ...facts, place, unconfirmed: true, ...end.notes };
    case 'stored':
      return { ...facts, ...end.result, reconciled: readExternalId(end.result) !== undefined };
  }
}

/**
 * Returns the result of a delivery step. `outdated`: the destination keeps other content than this run's, because it cannot
 * replace. `elsewhere`: the content is at `place`, but the output leads to another location now.
 */
export function collectDeliveryFacts(ended: EndedDelivery): JsonObject {
  const { outdated: _, elsewhere: _elsewhere, ...facts } = collectEndFacts(ended);
  return {
    ...facts,
    ...(ended.end.key === ended.request.key ? {} : { outdated: true }),
    ...(isElsewhere(readPlace(facts), ended.destination) ? { elsewhere: true } : {}),
  };
}

/** Returns the item's location at the destination, if known. */
export function findDeliveryUrl({ end, destination }: EndedDelivery): string | undefined {
  if (end.kind === 'delivered') return end.delivered.url === '' ? undefined : end.delivered.url;
  const isHere = end.kind === 'stored' && !isElsewhere(readPlace(end.result), destination);
  const id = isHere ? readExternalId(end.result) : undefined;
  return id === undefined || destination.class === 'keyed' ? undefined : destination.urlOf?.(id);
}
