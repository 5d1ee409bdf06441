import { allowList } from '@throughline/outgoing';
import type { DestinationType } from '../destination.js';
import { destinationKind } from '../kind.js';
import { connectionsSetting } from './connections.js';
import { PaperlessDestination } from './paperless-destination.js';
import { placeOf, type PaperlessParts } from './place.js';

/**
 * Outputs of type `paperless`. Settings: `connection`, the name of a Paperless that the operator has set up; `tags`, `correspondent`, `document_type`,
 * `storage_path` by their names there; `create_labels`; `keep_older`. Addresses and tokens are never in a request.
 */
export const paperlessType = (parts: PaperlessParts): DestinationType => ({
  open: ({ output: { settings } }) => new PaperlessDestination(placeOf(settings, parts)),
});

export const paperless = destinationKind(
  { connections: connectionsSetting, allowed: allowList('TL_FETCH_ALLOW') },
  paperlessType,
);
