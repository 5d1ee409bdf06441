import type { PaperlessFake } from '@throughline/strict-fakes';
import type { OutputConfig } from '@throughline/contracts';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import type { Connection } from '#src/destinations/paperless/connections.js';
import { PaperlessDestination } from '#src/destinations/paperless/paperless-destination.js';
import { createPaperlessOutput, type PaperlessParts } from '#src/destinations/paperless/paperless-output.js';

export interface PaperlessFixtureOptions {
  readonly connection?: Partial<Connection>;
  readonly parts?: Partial<PaperlessParts>;
  readonly settings?: OutputConfig['settings'];
}

export const openPaperless = (
  fake: PaperlessFake,
  { connection, parts, settings }: PaperlessFixtureOptions = {},
): PaperlessDestination =>
  new PaperlessDestination(
    createPaperlessOutput(
      { connection: 'it', ...settings },
      {
        connections: { it: { url: fake.url, token: fake.token, ...connection } },
        allowed: parseAllowedHosts('127.0.0.1'),
        ...parts,
      },
    ),
  );
