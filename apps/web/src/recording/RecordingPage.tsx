import { useQuery } from '@tanstack/react-query';
import type { Recording } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import { usePolling } from '../api/live-state.js';
import { isProblem } from '../api/problem.js';
import { recordingQuery } from '../api/recordings.js';
import { shownRecordings } from '../api/shown-recordings.js';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { titleOf } from '../controls/recording-state.js';
import { MovedItemNotice } from '../libraries/MovedItemNotice.js';
import { useMovedItem } from '../libraries/moved-items.js';
import { SharePanel } from '../sharing/SharePanel.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { text } from '../texts/text.js';
import { ActionBar } from './actions/ActionBar.js';
import { Banners } from './Banners.js';
import { Deliveries } from './Deliveries.js';
import { Details } from './details/Details.js';
import { ItemSettings } from './settings/ItemSettings.js';
import { Header } from './Header.js';
import { MirrorPanel } from './mirror/MirrorPanel.js';
import { Pipeline } from './Pipeline.js';
import { Timeline } from './past/Timeline.js';
import { TimeSlider, usePast } from './past/TimeSlider.js';
import { useEventLog } from './past/use-event-log.js';
import { Results } from './results/Results.js';
import { Untranscribed } from './Untranscribed.js';
import { WhyPanel } from './WhyPanel.js';

/** Renders either the current item or the item at the time of the slider, never a mixture. */
function Shown({ now }: { readonly now: Recording }): ReactElement {
  const [moment, setMoment] = useState<string>();
  const [isCorrecting, setCorrecting] = useState(false);
  const past = usePast(now, moment);
  const log = useEventLog(now);
  const shown = past.item ?? now;
  const isPast = past.item !== undefined;
  return (
    <div className={isPast ? 'recording past' : 'recording'}>
      <Header recording={shown} asOf={past.item?.as_of.time} />
      {past.error !== null && <ProblemNote error={past.error} />}
      <Banners recording={shown} />
      {!isPast && <Untranscribed recording={now} />}
      {!isPast && (
        <ActionBar
          recording={now}
          onCorrect={() => {
            setCorrecting(true);
          }}
        />
      )}
      {!isPast && <WhyPanel item={now} onEvent={log.seek} />}
      <Pipeline recording={shown} />
      <TimeSlider log={log} moment={moment} onMove={setMoment} />
      {!isPast && (
        <>
          <Results recording={now} isCorrecting={isCorrecting} onCorrecting={setCorrecting} />
          <SharePanel item={now} kind="recordings" />
          <Details item={now} cache={shownRecordings} />
          <ItemSettings item={now} cache={shownRecordings} />
        </>
      )}
      <Deliveries recording={shown} />
      {!isPast && <MirrorPanel recording={now} />}
      <Timeline log={log} moment={moment} />
    </div>
  );
}

export function RecordingPage({ id }: { readonly id: string }): ReactElement {
  const moved = useMovedItem(id);
  const { data, error, refetch } = useQuery({ ...recordingQuery(id), refetchInterval: usePolling() });
  usePageTitle(data === undefined ? text.nav.recordings : titleOf(data));
  if (moved !== undefined) return <MovedItemNotice moved={moved} list="/" />;
  if (data !== undefined) return <Shown now={data} />;
  if (error === null) return <Skeleton rows={4} />;
  if (isProblem(error) && error.status === 404)
    return (
      <EmptyState level={1} title={text.recording.gone}>
        <p>{text.recording.goneHint}</p>
      </EmptyState>
    );
  return <ProblemNote error={error} onRetry={() => void refetch()} />;
}
