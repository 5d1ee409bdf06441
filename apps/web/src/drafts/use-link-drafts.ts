import type { Item } from '@throughline/api-client';
import { useEffect, useRef } from 'react';
import { useItemKind } from '../api/item-kind.js';
import { forgetAnswered, keepWaiting, linkDrafts, listWaiting, type LinkDrafts } from './link-drafts.js';
import { useSharedDraft } from './use-shared-draft.js';

export interface LinksOfItem {
  readonly links: LinkDrafts;
  readonly onLink: (output: string, link: string) => void;
}

/** The links that a person types for unconfirmed deliveries of an item. The browser keeps them until the outcome is known. */
export function useLinkDrafts({ id, outputs }: Pick<Item, 'id' | 'outputs'>): LinksOfItem {
  const [drafts, change] = useSharedDraft(linkDrafts(useItemKind()), id);
  const waiting = useRef<readonly string[]>([]);
  useEffect(() => {
    change((now) => forgetAnswered(now, waiting.current, outputs));
    waiting.current = listWaiting(outputs);
  }, [change, outputs]);
  return {
    links: keepWaiting(drafts, outputs),
    onLink: (output, link) => {
      change((before) => ({ ...before, [output]: link }));
    },
  };
}
