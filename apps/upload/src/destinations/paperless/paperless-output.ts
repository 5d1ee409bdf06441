import type { OutputConfig } from '@throughline/contracts';
import type { AllowList } from '@throughline/outgoing';
import type { SettingsForm } from '@throughline/service-kit/forms';
import type { Timeouts } from '../../kit/http-service.js';
import { OutputSettings, misconfiguredError } from '../../kit/output-settings.js';
import type { Connections } from './connections.js';
import { PaperlessClient } from './paperless-client.js';

export const paperlessForm = {
  connection: {
    label: 'Paperless',
    kind: 'choice',
    required: true,
    hint: 'A connection that the operator of this server has set up.',
  },
  tags: { label: 'Tags', kind: 'list', hint: 'Names with commas between them.' },
  correspondent: { label: 'Correspondent', kind: 'text' },
  document_type: { label: 'Document type', kind: 'text' },
  storage_path: { label: 'Storage path', kind: 'text', hint: 'The name of a storage path that Paperless has already.' },
  create_labels: { label: 'Create missing labels', kind: 'switch', hint: 'Off: a delivery fails if Paperless lacks a label.' },
  keep_older: { label: 'Keep older versions', kind: 'switch', hint: 'Off: Paperless moves the older version to its trash.' },
} satisfies SettingsForm;
type PaperlessSettings = OutputSettings<keyof typeof paperlessForm>;

export interface PaperlessParts {
  readonly connections: Connections;
  readonly allowed: AllowList;
  readonly timeouts?: Timeouts;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface Labelling {
  readonly tags: readonly string[];
  readonly correspondent: string | undefined;
  readonly documentType: string | undefined;
  readonly storagePath: string | undefined;
  readonly create: boolean;
}

export interface PaperlessOutput {
  readonly client: PaperlessClient;
  readonly labelling: Labelling;
  /** Keep older content instead of moving it to the trash. */
  readonly keepOlder: boolean;
  readonly now: () => number;
}

const MAX_LETTERS = 128;
const MAX_TAGS = 50;

function readName(settings: PaperlessSettings, setting: keyof typeof paperlessForm): string | undefined {
  const name = settings.text(setting)?.trim();
  if (name === '' || (name?.length ?? 0) > MAX_LETTERS)
    throw misconfiguredError(`The setting '${setting}' of a Paperless output must have 1 to ${String(MAX_LETTERS)} letters`);
  return name;
}

function readTags(settings: PaperlessSettings): readonly string[] {
  const tags = (settings.text('tags') ?? '').split(',').map((tag) => tag.trim());
  const names = [...new Set(tags.filter((tag) => tag !== ''))];
  if (names.length > MAX_TAGS || names.some((tag) => tag.length > MAX_LETTERS))
    throw misconfiguredError(
      `The setting 'tags' of a Paperless output must be up to ${String(MAX_TAGS)} names with commas between them, each of up to ${String(MAX_LETTERS)} letters`,
    );
  return names;
}

export function createPaperlessOutput(
  values: OutputConfig['settings'],
  { connections, allowed, timeouts, now = Date.now }: PaperlessParts,
): PaperlessOutput {
  const settings = new OutputSettings(values, 'a Paperless', paperlessForm);
  settings.rejectUnknown();
  const { name, connection } = settings.connection(connections);
  return {
    client: new PaperlessClient(name, connection, { allowed, ...(timeouts === undefined ? {} : { timeouts }) }),
    labelling: {
      tags: readTags(settings),
      correspondent: readName(settings, 'correspondent'),
      documentType: readName(settings, 'document_type'),
      storagePath: readName(settings, 'storage_path'),
      create: settings.flag('create_labels', false),
    },
    keepOlder: settings.flag('keep_older', false),
    now,
  };
}
