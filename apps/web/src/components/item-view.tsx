import { useParams, type RouteComponent } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { LazyView } from './lazy-view.js';

/** A view of one item. It begins anew for another item. */
export function itemView(View: LazyView<{ readonly id: string }>): RouteComponent {
  function OneItem(): ReactElement {
    const { id = '' } = useParams({ strict: false });
    return <View key={id} id={id} />;
  }
  return Object.assign(OneItem, { preload: View.preload });
}
