import { allowList } from '@throughline/outgoing';
import { toOptions } from '@throughline/service-kit/forms';
import type { DestinationType } from '../../kit/destination.js';
import { destinationKind } from '../../kit/kind.js';
import { connectionsSetting } from './connections.js';
import { PaperlessDestination } from './paperless-destination.js';
import { createPaperlessOutput, paperlessForm, type PaperlessParts } from './paperless-output.js';

/**
 * Outputs of type `paperless`. Settings: `connection`, the name of a configured Paperless; `tags`, `correspondent`,
 * `document_type`, `storage_path` by name; `create_labels`; `keep_older`. Requests never hold addresses or tokens.
 */
export const paperlessType = (parts: PaperlessParts): DestinationType => ({
  open: ({ output: { settings } }) => new PaperlessDestination(createPaperlessOutput(settings, parts)),
});

export const paperless = destinationKind(
  { connections: connectionsSetting, allowed: allowList('TL_FETCH_ALLOW') },
  {
    label: 'Paperless',
    form: paperlessForm,
    choices: ({ connections }) => ({ connection: toOptions(Object.keys(connections)) }),
    make: paperlessType,
  },
);
