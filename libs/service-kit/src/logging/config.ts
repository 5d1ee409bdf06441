import { oneOf, readConfig } from '../config/env.js';

export const LOG_FORMATS = ['json', 'text'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

export const readLogFormat = (env: Readonly<Record<string, string | undefined>> = process.env): LogFormat =>
  readConfig({ format: oneOf('TL_LOG_FORMAT', LOG_FORMATS, 'json') }, env).format;
