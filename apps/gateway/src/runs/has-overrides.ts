import type { RunOverrides } from './run-overrides.dto.js';

const says = (value: unknown): boolean =>
  typeof value === 'object' && !Array.isArray(value) ? value !== null && Object.values(value).some(says) : value !== undefined;

/** The request says something of its own about the configuration. */
export const hasOverrides = ({ processing_config, output_config }: RunOverrides): boolean =>
  says({ processing_config, output_config });
