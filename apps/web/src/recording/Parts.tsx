import type { Recording } from '@throughline/api-client';
import { useState, type ReactElement, type ReactNode } from 'react';
import { shownRecordings } from '../api/shown-recordings.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { afterTab, TabPart, type TabsProps } from '../controls/PartTabs.js';
import { titleOf } from '../controls/recording-state.js';
import { RunProgress } from './progress/RunProgress.js';
import { ItemBadge } from '../controls/ItemBadge.js';
import { ShareButton } from '../share-links/ShareButton.js';
import { text } from '../texts/text.js';
import { ActionBar, type MainFile } from './actions/ActionBar.js';
import { DeliverTo } from './actions/DeliverTo.js';
import { findDelivery } from './actions/find-run.js';
import { useRecordingActions, type RecordingActions } from './actions/use-recording-actions.js';
import { Attention } from './attention/Attention.js';
import { useLinkDrafts } from '../drafts/use-link-drafts.js';
import type { AttentionKind } from '../actions/rank-help.js';
import { Banners } from './Banners.js';
import { Deliveries } from './Deliveries.js';
import { Details, focusDetails } from './details/Details.js';
import { useTitleEdit } from './details/use-may-describe.js';
import { Facts } from './Facts.js';
import { Fold } from './Fold.js';
import { ItemHead, ItemSummary } from './ItemHead.js';
import { formatLanguage } from '../components/language-name.js';
import { MirrorPanel } from './mirror/MirrorPanel.js';
import { findSituation, ORDER, PAST_ORDER, type Part, type Phase } from './order.js';
import { PanelHead } from './PanelHead.js';
import { listFilledTabs, NAMED_TABS, TAB_OF_PART, type PartTab } from './part-tabs.js';
import { FoldedTimeline } from './past/Timeline.js';
import { TimeSlider, usePast, type PastState } from './past/TimeSlider.js';
import { Pipeline } from './Pipeline.js';
import { Again, Progress, SoFar } from './progress/Progress.js';
import { Results } from './results/Results.js';
import { useResult, type RecordingResult } from './results/use-result.js';
import { ItemSettings } from './settings/ItemSettings.js';
import { Untranscribed } from './Untranscribed.js';
import { useOpened, useShownLog } from './use-opened.js';
import { usePartTab } from './use-part-tab.js';
import { WhyFold } from './WhyPanel.js';
import { formatPlayTime } from '../texts/times.js';

const words = text.recording;

function PipelinePanel({ recording }: { readonly recording: Recording }): ReactElement {
  return (
    <section className="panel" aria-labelledby="pipeline-title">
      <PanelHead title={words.pipeline.title} id="pipeline-title" />
      <Pipeline recording={recording} isNow={false} />
    </section>
  );
}

const BACK = { to: '/recordings', name: text.nav.recordings } as const;

/** The status with its explanation, and the facts that people look for first. */
const Summary = ({ recording, onWhy }: { readonly recording: Recording; readonly onWhy: (() => void) | undefined }) => (
  <ItemSummary id={recording.id} item={recording} badge={<ItemBadge item={recording} />} onWhy={onWhy}>
    {recording.source.duration_seconds !== null && (
      <span className="summary-fact">
        <span className="unseen">{words.facts.length}</span> {formatPlayTime(recording.source.duration_seconds)}
      </span>
    )}
    {recording.language !== 'auto' && <span className="summary-fact">{formatLanguage(recording.language)}</span>}
  </ItemSummary>
);

const findMainFile = ({ files: { own } }: RecordingResult): MainFile | undefined =>
  own && { href: own.url, name: words.results.downloadMedia };

/** The facts about the recording, and its texts, links and settings, which can be changed. */
function AboutItem({ recording }: { readonly recording: Recording }): ReactElement {
  return (
    <div className="about-item">
      <Details key={recording.id} item={recording} cache={shownRecordings} />
      <section className="panel" aria-labelledby="facts-title">
        <PanelHead title={words.facts.label} id="facts-title" />
        <Facts recording={recording} isPast={false} />
      </section>
      <ItemSettings item={recording} cache={shownRecordings} />
      <MirrorPanel recording={recording} />
    </div>
  );
}

interface NoticesProps {
  readonly now: Recording;
  readonly past: PastState<Recording>;
  readonly attention: AttentionKind | undefined;
}

function Notices({ now, past, attention }: NoticesProps): ReactElement {
  const isPast = past.item !== undefined;
  return (
    <>
      {past.error !== null && <ProblemNote error={past.error} />}
      <Banners recording={past.item ?? now} panel={isPast ? undefined : attention} />
      {!isPast && <Untranscribed recording={now} />}
    </>
  );
}

type OutputsProps = Pick<NoticesProps, 'now' | 'past'> & { readonly actions: RecordingActions };

/** The deliveries of now or of earlier. Those of now offer further outputs. */
const Outputs = ({ now, past, actions }: OutputsProps): ReactElement => (
  <Deliveries recording={past.item ?? now}>
    {past.item === undefined && findDelivery(now) !== undefined ? <DeliverTo recording={now} actions={actions} /> : undefined}
  </Deliveries>
);

/** The order depends on the result, so nothing is drawn before it is known. */
const isKnown = ({ isRead, artifactsError }: RecordingResult): boolean => isRead || artifactsError !== null;

interface OrderedProps {
  readonly phase: Phase | 'past';
  readonly order: readonly Part[];
  readonly parts: Readonly<Record<Part, () => ReactNode>>;
  readonly tabs: TabsProps<PartTab>;
}

/** Keeps each part when the order changes, with what somebody has opened or typed in it. */
function Ordered({ phase, order, parts, tabs }: OrderedProps): ReactElement {
  return (
    <div className="parts" data-phase={phase}>
      {order.map((part) => (
        <TabPart key={part} of={phase === 'past' ? undefined : TAB_OF_PART[part]} tabs={tabs} className="part" part={part}>
          {parts[part]()}
        </TabPart>
      ))}
    </div>
  );
}

/** The parts of the page of a recording: the current item, or the item at the time of the slider, never a mixture. */
export function Parts({ now }: { readonly now: Recording }): ReactElement {
  const [moment, setMoment] = useState<string>();
  const [isCorrecting, onCorrecting] = useState(false);
  const past = usePast(now, moment);
  const result = useResult(now);
  const tabs = usePartTab(listFilledTabs(result, now), NAMED_TABS);
  const showHistory = (): void => {
    tabs.onTab('history');
  };
  const log = useShownLog(now, showHistory);
  const [why, whySummary, openWhy] = useOpened(showHistory);
  const [made, madeSummary, openMade] = useOpened(showHistory);
  const showDetails = (): void => {
    tabs.onTab('details');
    afterTab(focusDetails);
  };
  const onEditTitle = useTitleEdit(now, showDetails);
  const actions = useRecordingActions(now, {
    onCorrect: () => {
      tabs.onTab('transcript');
      onCorrecting(true);
    },
    onDescribe: showDetails,
  });
  const drafts = useLinkDrafts(now);
  const shown = past.item ?? now;
  const isPast = past.item !== undefined;
  const { hasTranscript } = result;
  const { phase, attention, hasProgress } = findSituation(now, hasTranscript);
  const outputs = <Outputs {...{ now, past, actions }} />;
  const parts: Readonly<Record<Part, () => ReactNode>> = {
    again: () => <Again recording={now} onSteps={openMade} actions={actions} />,
    attention: () =>
      attention && <Attention recording={now} kind={attention} {...{ log, actions, drafts }} artifacts={result.artifacts} />,
    notice: () => <Notices now={now} past={past} attention={attention} />,
    pipeline: () => (isPast ? <PipelinePanel recording={shown} /> : <Progress recording={now} />),
    'so-far': () => <SoFar recording={now} />,
    result: () => (isPast ? outputs : <Results recording={now} {...{ result, outputs, tabs, isCorrecting, onCorrecting }} />),
    details: () => <AboutItem recording={now} />,
    made: () => (
      <Fold
        title={words.made.title}
        isOpen={made.isOpen ?? (phase === 'again' || !hasTranscript)}
        onToggle={made.onToggle}
        ref={madeSummary}
      >
        <Pipeline recording={now} />
      </Fold>
    ),
    why: () => <WhyFold item={now} onEvent={log.seek} isOpen={why.isOpen === true} onToggle={why.onToggle} ref={whySummary} />,
    past: () => <TimeSlider log={log} moment={moment} onMove={setMoment} />,
    history: () => <FoldedTimeline log={log} moment={moment} />,
  };
  return (
    <div className={isPast ? 'recording past' : 'recording'}>
      <ItemHead
        attentionOf={now}
        back={BACK}
        title={titleOf(shown)}
        onEditTitle={onEditTitle}
        summary={<Summary recording={shown} onWhy={isPast ? undefined : openWhy} />}
        past={past.item}
        onNow={() => {
          setMoment(undefined);
        }}
        actions={
          !isPast && (
            <ActionBar item={now} state={actions} attention={attention} file={findMainFile(result)} hasTranscript={hasTranscript}>
              <ShareButton item={now} kind="recordings" />
            </ActionBar>
          )
        }
      >
        {!isPast && hasProgress && <RunProgress recording={shown} />}
      </ItemHead>
      {isKnown(result) ? (
        <Ordered phase={isPast ? 'past' : phase} order={isPast ? PAST_ORDER : ORDER[phase]} parts={parts} tabs={tabs} />
      ) : (
        <Skeleton rows={4} />
      )}
    </div>
  );
}
