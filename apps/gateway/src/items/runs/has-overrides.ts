import { hasValue } from '../../kit/http/requests/has-value.js';
import type { RunOverrides } from './run-overrides.dto.js';

const hasSettings = (value: unknown): boolean =>
  typeof value === 'object' && !Array.isArray(value)
    ? value !== null && Object.values(value).some(hasSettings)
    : value !== undefined;

/** Returns true if the request itself sets configuration. */
export const hasManualOverrides = ({ processing_config, metadata_config, output_config }: RunOverrides): boolean =>
  hasSettings({ processing_config, metadata_config, output_config });

/** Returns true if a paused run would leave a part of the request unused. */
export const hasOverrides = (overrides: RunOverrides): boolean =>
  hasManualOverrides(overrides) || (overrides.repeat?.length ?? 0) > 0 || hasValue(overrides.template_id);
