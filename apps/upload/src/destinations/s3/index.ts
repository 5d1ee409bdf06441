import { PermanentError } from '@throughline/contracts';
import { Buckets, connectionsSetting } from '@throughline/bucket';
import type { DestinationType } from '../destination.js';
import { destinationKind } from '../kind.js';
import { toDeliveryError } from './bucket-trouble.js';
import { S3Destination } from './s3-destination.js';
import { placeOf } from './settings.js';

/**
 * Outputs of type `s3`. Settings: `connection`, the name of a service that the operator has set up; `bucket`, one of those that the connection
 * opens to outputs; `prefix` below it. Keys and addresses are never in a request.
 */
export function s3Type(buckets: Buckets): DestinationType {
  return {
    open({ output: { settings } }) {
      const place = placeOf(settings);
      try {
        const destination = new S3Destination(place, buckets);
        if (buckets.allows(place)) return destination;
      } catch (error) {
        throw toDeliveryError(error, place);
      }
      throw new PermanentError(
        'output-misconfigured',
        `The connection '${place.connection}' does not open the bucket '${place.bucket}' to outputs: ask the operator to list it there`,
      );
    },
  };
}

export const s3 = destinationKind({ connections: connectionsSetting }, ({ connections }) => s3Type(new Buckets(connections)));
