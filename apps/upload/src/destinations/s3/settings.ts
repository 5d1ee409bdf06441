import type { OutputConfig } from '@throughline/contracts';
import type { BucketLocation } from '@throughline/bucket';
import type { SettingsForm } from '@throughline/service-kit/forms';
import { OutputSettings, misconfiguredError } from '../../kit/output-settings.js';

const MAX_PREFIX_BYTES = 500;
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export const bucketForm = {
  connection: {
    label: 'Service',
    kind: 'choice',
    required: true,
    hint: 'A connection that the operator of this server has set up.',
  },
  bucket: { label: 'Bucket', kind: 'choice', required: true, depends_on: 'connection' },
  prefix: { label: 'Prefix', kind: 'text', hint: 'Names joined by slashes, in front of each object.' },
} satisfies SettingsForm;

/** Validates the settings of an output of type `s3`: `connection`, `bucket`, and optionally `prefix`. */
export function readBucketLocation(values: OutputConfig['settings']): BucketLocation {
  const settings = new OutputSettings(values, 'an S3', bucketForm);
  const [connection, bucket] = [settings.text('connection'), settings.text('bucket')];
  if (connection === undefined)
    throw misconfiguredError(
      "An S3 output needs the setting 'connection': the name of a connection that the operator has set up",
    );
  if (bucket === undefined || !BUCKET.test(bucket))
    throw misconfiguredError("An S3 output needs the setting 'bucket': the name of a bucket");
  return { connection, bucket, prefix: settings.relativePath('prefix', MAX_PREFIX_BYTES) };
}
