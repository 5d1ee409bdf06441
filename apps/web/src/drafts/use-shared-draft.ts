import { useQuery } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import { meQuery } from '../api/me.js';
import { SharedDraft, type DraftFormat } from './shared-draft.js';
import { useUnsaved } from './use-unsaved.js';

type Shared<T> = readonly [draft: T, change: SharedDraft<T>['change']];

/** The unsaved changes of this person to an item. The page asks before they are lost if the browser stores nothing. */
export function useSharedDraft<T>(format: DraftFormat<T>, item: string): Shared<T> {
  const user = useQuery(meQuery).data?.id;
  const shared = useMemo(() => new SharedDraft(format, user === undefined ? undefined : { user, item }), [format, user, item]);
  const draft = useSyncExternalStore(shared.subscribe, shared.get, shared.get);
  useUnsaved(format.isFilled(draft), shared.isKept);
  return [draft, shared.change];
}
