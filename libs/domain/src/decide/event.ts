import { assetEvents, type AssetEvent, type AssetEventOf, type AssetEventType } from '@throughline/contracts';

type PersonalOf<T extends AssetEventType> = AssetEventOf<T>['personal'];

export const newEvent = <T extends AssetEventType>(
  type: T,
  data: AssetEventOf<T>['data'],
  personal?: PersonalOf<T>,
): AssetEvent =>
  // The arguments belong to T; TypeScript cannot see that T selects one member of the union.
  ({ type, v: assetEvents[type].version, data, ...(personal === undefined ? {} : { personal }) }) as AssetEvent;
