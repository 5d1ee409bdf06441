import { useQuery } from '@tanstack/react-query';
import type { Item } from '@throughline/api-client';
import { useEffect, useRef, useState } from 'react';
import { useItemKind } from '../../api/item-kind.js';
import { meQuery } from '../../api/me.js';
import { useUnsaved } from '../results/use-unsaved.js';
import { keepWaiting, openLinkDrafts, type LinkDrafts } from './link-drafts.js';

export interface LinksOfItem {
  readonly links: LinkDrafts;
  readonly onLink: (output: string, link: string) => void;
}

/** The links that a person types for unconfirmed deliveries of an item. The browser keeps them until the outcome is known. */
export function useLinkDrafts({ id: item, outputs }: Pick<Item, 'id' | 'outputs'>): LinksOfItem {
  const kind = useItemKind();
  const user = useQuery(meQuery).data?.id;
  const [drafts, setDrafts] = useState(() => openLinkDrafts(kind, { user, item }).find());
  const links = keepWaiting(drafts, outputs);
  const kept = JSON.stringify(links);
  const isKept = useRef(true);
  useEffect(() => {
    if (user !== undefined) isKept.current = openLinkDrafts(kind, { user, item }).keep(JSON.parse(kept) as LinkDrafts);
  }, [kind, user, item, kept]);
  useUnsaved(kept !== '{}', isKept);
  return {
    links,
    onLink: (output, link) => {
      setDrafts((before) => ({ ...before, [output]: link }));
    },
  };
}
