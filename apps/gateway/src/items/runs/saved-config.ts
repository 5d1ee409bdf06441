import type { SharedSettings, StoredSettings } from '@throughline/contracts';
import type { RunLibrary } from '@throughline/domain';
import { ApiSchema } from '@nestjs/swagger';
import { ObjectField } from '../../kit/http/fields.js';
import { invalid, type FieldProblem } from '../../kit/http/problems/problem.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { RETENTION_CONFIG, RetentionConfigBody, readRetention } from '../retention/retention-config.js';
import { MetadataConfig, OutputConfigBody, ProcessingConfig } from './run-overrides.dto.js';
import { omitMissing, type RunRequests } from './run-requests.js';

export const PROCESSING = 'Settings of the runs, as a run request has them.';
export const METADATA = 'The texts that outputs receive.';
export const OUTPUTS = 'Where the runs deliver to.';

export class SavedConfigBody {
  @ObjectField(PROCESSING, ProcessingConfig)
  processing_config?: ProcessingConfig | null;

  @ObjectField(METADATA, MetadataConfig)
  metadata_config?: MetadataConfig | null;

  @ObjectField(OUTPUTS, OutputConfigBody)
  output_config?: OutputConfigBody | null;
}

@ApiSchema({ name: 'Preferences' })
export class PreferencesBody extends SavedConfigBody {}

/** Settings for many items: those of the library and of a template. */
export class SharedConfigBody extends SavedConfigBody {
  @ObjectField(RETENTION_CONFIG, RetentionConfigBody)
  retention_config?: RetentionConfigBody | null;
}

/** Settings of a run request that cannot be saved. */
const UNSAVED: Readonly<Record<string, string>> = {
  batch_id: 'names work that was handed over once, so it belongs in a run request',
  vocabulary: 'belongs in a run request; the terms of the whole library are saved with PUT /api/v1/me/vocabulary',
};

const findUnsaved = ({ processing_config }: SavedConfigBody): readonly FieldProblem[] =>
  Object.entries(UNSAVED).flatMap(([name, message]) =>
    hasValue((processing_config?.transcription as Record<string, unknown> | null | undefined)?.[name])
      ? [{ pointer: `/processing_config/transcription/${name}`, message }]
      : [],
  );

/** Returns the settings to save. Throws if no run of the library could use them. */
export function readSavedConfig(body: SavedConfigBody, runs: Pick<RunRequests, 'check'>, { config }: RunLibrary): StoredSettings {
  const problems = findUnsaved(body);
  if (problems.length > 0) throw invalid(problems);
  const { processing_config: processing, metadata_config: metadata, output_config: output } = body;
  const overrides = {
    ...(hasValue(processing) ? { processing_config: processing } : {}),
    ...(hasValue(metadata) ? { metadata_config: metadata } : {}),
    ...(hasValue(output) ? { output_config: output } : {}),
  };
  // Without the user's settings: they may be what is replaced, and they can change later.
  const { user: _user, ...others } = config;
  runs.check(overrides, others);
  const groups = Object.entries(overrides).map(([name, group]) => [name, omitMissing(group)] as const);
  return Object.fromEntries(groups.filter(([, group]) => Object.keys(group).length > 0));
}

/** Returns the settings of a library or a template to save. Throws if they cannot be used. */
export function readSharedConfig(body: SharedConfigBody, runs: Pick<RunRequests, 'check'>, library: RunLibrary): SharedSettings {
  const retention = readRetention(body.retention_config);
  return { ...readSavedConfig(body, runs, library), ...(retention === undefined ? {} : { retention_config: retention }) };
}
