import { Buckets, type Connection, type Connections, type RequestTimeouts } from '@throughline/bucket';
import { describeForm, toOptions } from '@throughline/service-kit/forms';
import { misconfiguredError } from '../../kit/read-settings.js';
import { FilesLister } from '../../file-trees/files-lister.js';
import { filesForm, readFilesSettings } from '../../file-trees/files-settings.js';
import { findByName } from '../../kit/read-settings.js';
import type { ListedSourceType } from '../../kit/source-lister.js';
import { BucketTree } from './bucket-tree.js';

const { subfolders, names, after, moved_to } = filesForm;

/** Listed objects are complete, so there is no settle time. */
const form = {
  connection: {
    label: 'Service',
    kind: 'choice',
    required: true,
    hint: 'A connection that the operator of this server has opened for sources.',
  },
  bucket: { label: 'Bucket', kind: 'choice', required: true, depends_on: 'connection' },
  path: { label: 'Prefix', kind: 'text', hint: 'Names joined by slashes. Empty: the whole bucket.' },
  ...{ subfolders, names, after, moved_to },
} as const;

/** A page of a listing must be answered within 20 seconds. */
const TIMEOUTS: RequestTimeouts = { connectMs: 5_000, idleMs: 15_000, wholeMs: 15_000 };

export interface S3SourceParts {
  readonly connections: Connections;
  readonly maxBytes: number;
  readonly timeouts?: RequestTimeouts;
}

const isOpened = ({ sourceBuckets = [] }: Connection): boolean => sourceBuckets.length > 0;

/** Sources of type `s3`: the objects below a prefix of a bucket. Requests never hold keys or addresses of a service. */
export const s3Source = ({ connections, maxBytes, timeouts = TIMEOUTS }: S3SourceParts): ListedSourceType => {
  const opened = Object.fromEntries(Object.entries(connections).filter(([, connection]) => isOpened(connection)));
  const buckets = new Buckets(opened, timeouts);
  return {
    label: 'S3',
    describe: () =>
      describeForm(form, {
        connection: toOptions(Object.keys(opened)),
        bucket: Object.entries(opened).flatMap(([of, { sourceBuckets = [] }]) => sourceBuckets.map((value) => ({ value, of }))),
      }),
    open: (settings) => {
      const files = readFilesSettings(settings, { name: 'S3', form });
      const { name: connection, value } = findByName(opened, settings['connection'], 'S3 connection');
      const bucket = (value.sourceBuckets ?? []).find((one) => one === settings['bucket']);
      if (bucket === undefined)
        throw misconfiguredError(
          `The connection '${connection}' does not open the bucket '${String(settings['bucket'])}' for sources; available: ${(value.sourceBuckets ?? []).join(', ')}`,
        );
      const location = { connection, bucket, prefix: '' };
      return new FilesLister(new BucketTree(location, buckets.open(location)), files, maxBytes);
    },
  };
};
