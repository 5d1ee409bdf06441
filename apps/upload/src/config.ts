import { integer, readConfig, text } from '@throughline/service-kit';
import { workerSettings } from '@throughline/worker-host';
import { parseFolders } from './destinations/folder/folders-setting.js';

const read = readConfig(
  {
    ...workerSettings,
    /** JSON: folders that outputs may write to, by name. `{"library":"/srv/recordings"}` */
    folders: text('TL_OUTPUT_FOLDERS', '{}'),
    deliveries: integer('TL_DELIVERY_CONCURRENCY', { min: 1, max: 100, fallback: 4 }),
  },
  process.env,
);

export const config = { ...read, folders: parseFolders(read.folders) };
