import type { Asset } from '@throughline/domain';

/** An item's origin, as the API shows it; null if it came from no page. */
export type OriginItem = { readonly channel_id: number; readonly page_id: string } | null;

export const renderOrigin = ({ origin }: Asset): OriginItem =>
  origin === undefined ? null : { channel_id: origin.channel, page_id: origin.page };
