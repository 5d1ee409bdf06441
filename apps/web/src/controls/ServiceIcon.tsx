import type { ReactElement } from 'react';
import { OTHER_PATH, SERVICE_PATHS } from './service-paths.js';

/** The picture of the service of an output. Use only next to words. */
export const ServiceIcon = ({ type }: { readonly type: string }): ReactElement => (
  <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
    <path d={SERVICE_PATHS[type] ?? OTHER_PATH} />
  </svg>
);
