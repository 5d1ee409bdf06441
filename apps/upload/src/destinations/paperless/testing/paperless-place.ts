import type { PaperlessFake } from '@throughline/strict-fakes';
import type { OutputConfig } from '@throughline/contracts';
import { allowedHosts } from '../../../testing/allowed-hosts.js';
import type { Connection } from '../connections.js';
import { PaperlessDestination } from '../paperless-destination.js';
import { placeOf, type PaperlessParts } from '../place.js';

export interface GivenOutput {
  readonly connection?: Partial<Connection>;
  readonly parts?: Partial<PaperlessParts>;
  readonly settings?: OutputConfig['settings'];
}

/** An output at the strict fake of a Paperless. */
export const paperlessAt = (fake: PaperlessFake, { connection, parts, settings }: GivenOutput = {}): PaperlessDestination =>
  new PaperlessDestination(
    placeOf(
      { connection: 'it', ...settings },
      {
        connections: { it: { url: fake.url, token: fake.token, ...connection } },
        allowed: allowedHosts('127.0.0.1'),
        ...parts,
      },
    ),
  );
