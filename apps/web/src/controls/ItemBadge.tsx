import type { ReactElement } from 'react';
import { StatusBadge } from '../components/StatusBadge/StatusBadge.js';
import { badgeOfItem, type StatefulItem } from './item-badge.js';

/** The state of a recording or a document. Its title is the status of the API. */
export const ItemBadge = ({ item }: { readonly item: StatefulItem & { readonly status: string } }): ReactElement => (
  <StatusBadge {...badgeOfItem(item)} title={item.status} />
);
