import type { CurrentUser, Recording } from '@throughline/api-client';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { makePreviews } from '@throughline/api-client/operations';
import { callApi } from '../../api/client.js';
import { meQuery } from '../../api/me.js';

type PreviewFacts = Pick<
  Recording,
  'previews' | 'imported_at' | 'source' | 'run' | 'deleted_at' | 'expired_at' | 'erased_at' | 'quarantined' | 'needs_upgrade'
>;

/** Items of this source exist to try the system out. */
const SIMULATED = 'simulated';

const mayWrite = ({ role, library }: Pick<CurrentUser, 'role' | 'library'>): boolean =>
  role !== 'viewer' && library.role !== 'viewer';

const isReadable = ({ deleted_at, expired_at, erased_at, quarantined, needs_upgrade }: PreviewFacts): boolean =>
  deleted_at === null && expired_at === null && erased_at === null && !quarantined && !needs_upgrade;

/** The files of imported previews may not have come with the history. Only the server knows. */
const mayBeMissing = ({ previews: { state }, imported_at }: PreviewFacts): boolean =>
  state === 'none' || state === 'incomplete' || (state === 'ready' && imported_at !== null);

/** Returns true for an older item that lacks previews. The server makes those of new items, whose run brings the file. */
export const lacksPreviews = (item: PreviewFacts, me: Pick<CurrentUser, 'role' | 'library'> | undefined): boolean =>
  mayBeMissing(item) &&
  item.source.sha256 !== null &&
  item.source.kind !== SIMULATED &&
  item.run?.active !== true &&
  isReadable(item) &&
  me !== undefined &&
  mayWrite(me);

/** Asks for the previews of an older item that somebody opens. Nothing waits for them, so a refusal is not shown. */
export function useMissingPreviews(item: (PreviewFacts & Pick<Recording, 'id'>) | undefined): void {
  const me = useQuery(meQuery).data;
  const id = item !== undefined && lacksPreviews(item, me) ? item.id : undefined;
  useEffect(() => {
    if (id === undefined) return;
    callApi(makePreviews, { path: { id } }).catch(() => undefined);
  }, [id]);
}
