import type { Asset } from '@throughline/domain';

/** Where an item came from, as the API shows it; null where it came from no page. */
export type OriginItem = { readonly channel_id: number; readonly page_id: string } | null;

export const originItem = ({ origin }: Asset): OriginItem =>
  origin === undefined ? null : { channel_id: origin.channel, page_id: origin.page };
