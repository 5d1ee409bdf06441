import type { States } from '../states.js';
import { Choice } from './Choice.js';

const OPTIONS = [
  ['folder', 'Folder'],
  ['s3', 'S3 bucket'],
] as const;
const ignore = (): void => undefined;

export const states: States = {
  plain: <Choice label="Output" options={OPTIONS} value="s3" onChange={ignore} />,
  refused: <Choice label="Output" error="is needed" options={OPTIONS} value="folder" onChange={ignore} />,
  'with a hint': <Choice label="Output" hint="Where results are delivered." options={OPTIONS} value="folder" onChange={ignore} />,
};
