import { useQuery } from '@tanstack/react-query';

import type { ReactElement } from 'react';
import { usePolling } from '../api/live-state.js';
import { useIsMissing } from '../api/use-is-missing.js';
import { recordingQuery } from '../api/recordings.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { titleOf } from '../controls/recording-state.js';
import { MovedItemNotice } from '../libraries/MovedItemNotice.js';
import { useMovedItem } from '../libraries/moved-items.js';
import { MissingItem } from '../components/MissingItem.js';
import { usePageTitle } from '../components/use-page-title.js';
import { text } from '../texts/text.js';
import { Parts } from './Parts.js';
import { useMissingPreviews } from './previews/use-missing-previews.js';

export function RecordingPage({ id }: { readonly id: string }): ReactElement {
  const moved = useMovedItem(id);
  const { data, error, refetch } = useQuery({ ...recordingQuery(id), refetchInterval: usePolling() });
  const isMissing = useIsMissing({ data, error });
  useMissingPreviews(data);
  usePageTitle(data === undefined ? text.nav.recordings : titleOf(data));
  if (moved !== undefined) return <MovedItemNotice moved={moved} list="/recordings" />;
  if (data !== undefined) return <Parts now={data} />;
  if (isMissing) return <MissingItem title={text.recording.gone} list="/recordings" />;
  if (error === null) return <Skeleton rows={4} />;
  return <ProblemNote error={error} onRetry={() => void refetch()} />;
}
