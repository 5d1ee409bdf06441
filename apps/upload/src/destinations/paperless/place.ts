import type { OutputConfig } from '@throughline/contracts';
import type { AllowList } from '@throughline/outgoing';
import type { Patience } from '../http-service.js';
import { OutputSettings, misconfigured } from '../output-settings.js';
import type { Connections } from './connections.js';
import { PaperlessClient } from './paperless-client.js';

export interface PaperlessParts {
  readonly connections: Connections;
  readonly allowed: AllowList;
  readonly patience?: Patience;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Labels by the names that people give them. */
export interface Labelling {
  readonly tags: readonly string[];
  readonly correspondent: string | undefined;
  readonly documentType: string | undefined;
  readonly storagePath: string | undefined;
  /** Make what is not there yet. */
  readonly create: boolean;
}

export interface PaperlessPlace {
  readonly client: PaperlessClient;
  readonly labelling: Labelling;
  /** Older content stays beside newer, instead of being moved to the trash. */
  readonly keepOlder: boolean;
  readonly now: () => number;
}

/** As Paperless has it. */
const MOST_LETTERS = 128;
const MOST_TAGS = 50;

function nameIn(settings: OutputSettings, setting: string): string | undefined {
  const name = settings.text(setting)?.trim();
  if (name === '' || (name?.length ?? 0) > MOST_LETTERS)
    throw misconfigured(`The setting '${setting}' of a Paperless output must have 1 to ${String(MOST_LETTERS)} letters`);
  return name;
}

function tagsIn(settings: OutputSettings): readonly string[] {
  const tags = (settings.text('tags') ?? '').split(',').map((tag) => tag.trim());
  const given = [...new Set(tags.filter((tag) => tag !== ''))];
  if (given.length > MOST_TAGS || given.some((tag) => tag.length > MOST_LETTERS))
    throw misconfigured(
      `The setting 'tags' of a Paperless output must be up to ${String(MOST_TAGS)} names with commas between them, each of up to ${String(MOST_LETTERS)} letters`,
    );
  return given;
}

export function placeOf(
  given: OutputConfig['settings'],
  { connections, allowed, patience, now = Date.now }: PaperlessParts,
): PaperlessPlace {
  const settings = new OutputSettings(given, 'a Paperless');
  settings.only('connection', 'tags', 'correspondent', 'document_type', 'storage_path', 'create_labels', 'keep_older');
  const { name, connection } = settings.connection(connections);
  return {
    client: new PaperlessClient(name, connection, { allowed, ...(patience === undefined ? {} : { patience }) }),
    labelling: {
      tags: tagsIn(settings),
      correspondent: nameIn(settings, 'correspondent'),
      documentType: nameIn(settings, 'document_type'),
      storagePath: nameIn(settings, 'storage_path'),
      create: settings.flag('create_labels', false),
    },
    keepOlder: settings.flag('keep_older', false),
    now,
  };
}
