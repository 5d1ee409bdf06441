import { PermanentError, type OutputConfig } from '@throughline/contracts';
import type { Place } from '@throughline/bucket';

const MAX_PREFIX_BYTES = 500;
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

const misconfigured = (why: string): PermanentError => new PermanentError('output-misconfigured', why);

function textIn(settings: OutputConfig['settings'], name: string): string | undefined {
  const value = settings[name];
  if (value !== undefined && typeof value !== 'string')
    throw misconfigured(`The setting '${name}' of an S3 output must be a text`);
  return value;
}

/** Slashes at the ends are taken off; what could be read as another place by a tool that copies the bucket to a disk is refused. */
function prefixOf(text: string): string {
  const prefix = text.replace(/^\/+|\/+$/g, '');
  const segments = prefix === '' ? [] : prefix.split('/');
  const bad = segments.some((segment) => /^\.{0,2}$/.test(segment)) || /[\p{Cc}\p{Cs}\\]/u.test(prefix);
  if (bad) throw misconfigured('The prefix of an S3 output must be names joined by slashes, without .. and control characters');
  if (Buffer.byteLength(prefix) > MAX_PREFIX_BYTES)
    throw misconfigured(`The prefix of an S3 output may have ${String(MAX_PREFIX_BYTES)} bytes`);
  return prefix;
}

/** Settings of an output of type `s3`: `connection`, `bucket`, and `prefix` where it is not to use the whole bucket. */
export function placeOf(settings: OutputConfig['settings']): Place {
  const [connection, bucket] = [textIn(settings, 'connection'), textIn(settings, 'bucket')];
  if (connection === undefined)
    throw misconfigured("An S3 output names one of the operator's connections by its setting 'connection'");
  if (bucket === undefined || !BUCKET.test(bucket)) throw misconfigured("An S3 output names a bucket by its setting 'bucket'");
  return { connection, bucket, prefix: prefixOf(textIn(settings, 'prefix') ?? '') };
}
