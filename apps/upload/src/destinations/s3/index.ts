import { PermanentError } from '@throughline/contracts';
import { Buckets, connectionsSetting } from '@throughline/bucket';
import { toOptions } from '@throughline/service-kit/forms';
import type { DestinationType } from '../../kit/destination.js';
import { destinationKind } from '../../kit/kind.js';
import { toDeliveryError } from './bucket-errors.js';
import { S3Destination } from './s3-destination.js';
import { bucketForm, readBucketLocation } from './settings.js';

/**
 * Outputs of type `s3`. Settings: `connection`, the name of a configured service; `bucket`, one that the connection opens to
 * outputs; `prefix` below it. Requests never hold keys or addresses.
 */
export function s3Type(buckets: Buckets): DestinationType {
  return {
    open({ output: { settings } }) {
      const place = readBucketLocation(settings);
      try {
        const destination = new S3Destination(place, buckets);
        if (buckets.allows(place)) return destination;
      } catch (error) {
        throw toDeliveryError(error, place);
      }
      throw new PermanentError(
        'output-misconfigured',
        `The connection '${place.connection}' does not allow outputs to use the bucket '${place.bucket}': ask the operator to add it to the connection`,
      );
    },
  };
}

export const s3 = destinationKind(
  { connections: connectionsSetting },
  {
    label: 'S3',
    form: bucketForm,
    choices: ({ connections }) => {
      const opened = Object.entries(connections).filter(([, { buckets = [] }]) => buckets.length > 0);
      return {
        connection: toOptions(opened.map(([name]) => name)),
        bucket: opened.flatMap(([name, { buckets = [] }]) => buckets.map((value) => ({ value, of: name }))),
      };
    },
    make: ({ connections }) => s3Type(new Buckets(connections)),
  },
);
