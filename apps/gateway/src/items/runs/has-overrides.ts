import type { RunOverrides } from './run-overrides.dto.js';

const hasSettings = (value: unknown): boolean =>
  typeof value === 'object' && !Array.isArray(value)
    ? value !== null && Object.values(value).some(hasSettings)
    : value !== undefined;

export const hasOverrides = ({ processing_config, output_config }: RunOverrides): boolean =>
  hasSettings({ processing_config, output_config });
