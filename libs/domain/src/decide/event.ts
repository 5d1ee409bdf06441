import { assetEvents, type AssetEvent, type AssetEventOf, type AssetEventType } from '@throughline/contracts';

type PersonalOf<T extends AssetEventType> = AssetEventOf<T>['personal'];

/** A new event in its present version. */
export const newEvent = <T extends AssetEventType>(
  type: T,
  data: AssetEventOf<T>['data'],
  personal?: PersonalOf<T>,
): AssetEvent =>
  // The arguments are those of T; the compiler cannot see that one T makes one member of the union.
  ({ type, v: assetEvents[type].version, data, ...(personal === undefined ? {} : { personal }) }) as AssetEvent;
