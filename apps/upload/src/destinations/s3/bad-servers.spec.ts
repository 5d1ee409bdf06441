import { createShortTimeoutBuckets } from '@throughline/bucket/testing';
import { badOutputsContract } from '../../testing/bad-outputs.js';
import { S3Destination } from './s3-destination.js';

badOutputsContract('an S3 output', (endpoint, timeoutMs) => {
  const buckets = createShortTimeoutBuckets(endpoint, timeoutMs);
  return {
    destination: new S3Destination({ connection: 'it', bucket: 'bucket', prefix: 'out' }, buckets),
    close: () => {
      buckets.close();
    },
  };
});
