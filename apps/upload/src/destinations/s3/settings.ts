import type { OutputConfig } from '@throughline/contracts';
import type { Place } from '@throughline/bucket';
import { OutputSettings, misconfigured } from '../output-settings.js';

const MAX_PREFIX_BYTES = 500;
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Settings of an output of type `s3`: `connection`, `bucket`, and `prefix` where it is not to use the whole bucket. */
export function placeOf(given: OutputConfig['settings']): Place {
  const settings = new OutputSettings(given, 'an S3');
  const [connection, bucket] = [settings.text('connection'), settings.text('bucket')];
  if (connection === undefined)
    throw misconfigured("An S3 output names one of the operator's connections by its setting 'connection'");
  if (bucket === undefined || !BUCKET.test(bucket)) throw misconfigured("An S3 output names a bucket by its setting 'bucket'");
  return { connection, bucket, prefix: settings.below('prefix', MAX_PREFIX_BYTES) };
}
