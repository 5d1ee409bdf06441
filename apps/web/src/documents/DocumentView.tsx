import { useSearch } from '@tanstack/react-router';
import type { Document } from '@throughline/api-client';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { buttonClass } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { Link } from '../components/Link.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { afterTab, PartTabs, TabPart, type TabsProps } from '../controls/PartTabs.js';
import { isContentGone } from '../controls/recording-state.js';
import { ActionBar } from '../recording/actions/ActionBar.js';
import type { RecordingActions } from '../recording/actions/use-recording-actions.js';
import { Attention } from '../recording/attention/Attention.js';
import { useLinkDrafts } from '../drafts/use-link-drafts.js';
import type { AttentionKind } from '../actions/rank-help.js';
import { Banners } from '../recording/Banners.js';
import { Deliveries } from '../recording/Deliveries.js';
import { Details, focusDetails } from '../recording/details/Details.js';
import { useTitleEdit } from '../recording/details/use-may-describe.js';
import { FoldedTimeline } from '../recording/past/Timeline.js';
import { TimeSlider, usePast, type PastState } from '../recording/past/TimeSlider.js';
import type { EventLog } from '../recording/past/use-event-log.js';
import { ItemSettings } from '../recording/settings/ItemSettings.js';
import { useOpened, useShownLog } from '../recording/use-opened.js';
import { usePartTab } from '../recording/use-part-tab.js';
import { WhyFold } from '../recording/WhyPanel.js';
import { ShareButton } from '../share-links/ShareButton.js';
import { text } from '../texts/text.js';
import { findDocumentPhase, type SidePart } from './document-phase.js';
import { DocumentFacts } from './DocumentFacts.js';
import { DocumentFiles } from './DocumentFiles.js';
import { DocumentHead, findMainFile } from './DocumentHead.js';
import { DocumentSteps } from './DocumentSteps.js';
import { findFirstField, listOffered, mayCorrect } from './fields/document-fields.js';
import { DocumentFields } from './fields/DocumentFields.js';
import type { FieldName } from './fields/field-values.js';
import { useFieldEditing, type FieldEditing } from './fields/use-field-editing.js';
import { listFilled, NAMED_TABS, TAB_OF, type Tab } from './filled-tabs.js';
import { UnreadLanguages } from './UnreadLanguages.js';
import { shownDocuments } from './shown-documents.js';
import { DocumentPages } from './pages/DocumentPages.js';
import { usePlace } from './pages/use-place.js';
import { useDocumentActions } from './use-document-actions.js';
import { useFiles, type Files } from './use-files.js';

/** The facts about the document, and its texts, links and settings, which can be changed. */
function AboutDocument({ document }: { readonly document: Document }): ReactElement {
  return (
    <div className="about-item">
      <DocumentFacts document={document} />
      <Details item={document} cache={shownDocuments} isTitleElsewhere={mayCorrect(document)} />
      <ItemSettings item={document} cache={shownDocuments} />
    </div>
  );
}

/** Kinds of files that have pages, or get them by a conversion. */
const WITH_PAGES: ReadonlySet<string> = new Set(['pdf', 'image', 'office']);

/** Leads to the pages, if the document has any that may become documents. */
function ArrangeLink({ document: { id, record, ...item } }: { readonly document: Document }): ReactElement | null {
  const mayChange = useMayChange();
  if (!mayChange || !WITH_PAGES.has(record?.kind ?? '') || record?.encrypted === true || isContentGone(item)) return null;
  return (
    <Link to="/documents/$id/pages" params={{ id }} className={buttonClass()}>
      <Icon name="cut" />
      <span>{text.documentView.arrange}</span>
    </Link>
  );
}

interface ColumnsProps extends TabsProps<Tab> {
  /** The document of now or of earlier. */
  readonly document: Document;
  readonly files: Files;
  readonly side: readonly SidePart[];
  readonly isPast: boolean;
  readonly editing: FieldEditing;
}

/** The pages, and the panels beside them. A document of earlier has no pages, because its files are those of now. */
function Columns({ document, files, side, isPast, editing, ...tabs }: ColumnsProps): ReactElement {
  const { page } = useSearch({ strict: false });
  const place = usePlace(Number(page ?? 1));
  const hasPages = !isPast && (files.isRead || files.error === null) && !isContentGone(document);
  const parts: Readonly<Record<SidePart, ReactNode>> = {
    steps: <DocumentSteps document={document} />,
    fields: <DocumentFields document={document} place={hasPages ? place : undefined} editing={isPast ? undefined : editing} />,
    outputs: <Deliveries recording={document} />,
    files: isPast ? null : <DocumentFiles {...{ document, files }} />,
  };
  return (
    <div className={hasPages ? 'document-columns' : 'document-columns no-image'}>
      {hasPages && <DocumentPages document={document} artifacts={files.artifacts} isRead={files.isRead} place={place} />}
      <PartTabs {...text.documentView.parts} {...tabs} />
      <div className="document-side">
        {side.map((part) => (
          <TabPart key={part} of={TAB_OF[part]} tabs={tabs}>
            {parts[part]}
          </TabPart>
        ))}
      </div>
    </div>
  );
}

interface NoticesProps {
  readonly now: Document;
  readonly past: PastState<Document>;
  readonly attention: AttentionKind | undefined;
  readonly files: Files;
  readonly log: EventLog;
  readonly actions: RecordingActions;
}

/** The panel that needs a person, and the notices. */
function Notices({ now, past, attention, files: { artifacts, error, onRetry }, log, actions }: NoticesProps): ReactElement {
  const drafts = useLinkDrafts(now);
  const panel = past.item === undefined ? attention : undefined;
  const failure = past.error ?? error;
  return (
    <>
      {failure !== null && <ProblemNote error={failure} onRetry={past.error === null ? onRetry : undefined} />}
      {panel !== undefined && <Attention recording={now} kind={panel} {...{ artifacts, log, actions, drafts }} />}
      <Banners recording={past.item ?? now} panel={panel} />
      {past.item === undefined && !isContentGone(now) && <UnreadLanguages document={now} />}
    </>
  );
}

/** Renders either the current document or the one at the time of the slider, never a mixture. */
export function DocumentView({ now }: { readonly now: Document }): ReactElement {
  const [moment, setMoment] = useState<string>();
  const past = usePast(now, moment);
  const files = useFiles(now);
  const { attention, side } = findDocumentPhase(now);
  const shown = past.item ?? now;
  const isPast = past.item !== undefined;
  const tabs = usePartTab(listFilled({ document: shown, files, side, isPast }), NAMED_TABS);
  const showHistory = (): void => {
    tabs.onTab('history');
  };
  const log = useShownLog(now, showHistory);
  const [why, whySummary, openWhy] = useOpened(showHistory);
  const editing = useFieldEditing(now);
  const openField = (name: FieldName | undefined): void => {
    tabs.onTab('fields');
    if (name !== undefined) editing.open(name);
  };
  const showDetails = (): void => {
    tabs.onTab('about');
    afterTab(focusDetails);
  };
  const actions = useDocumentActions(now, {
    onDescribe: showDetails,
    onCorrectFields: () => {
      openField(findFirstField(now));
    },
  });
  const isTitleField = useMayChange() && mayCorrect(now);
  const onEditTitle = useTitleEdit(now, () => {
    if (isTitleField) openField('title');
    else showDetails();
  });
  return (
    <div className={isPast ? 'recording document past' : 'recording document'}>
      <DocumentHead
        document={shown}
        past={past.item}
        onEditTitle={onEditTitle}
        onWhy={openWhy}
        onNow={() => {
          setMoment(undefined);
        }}
      >
        {!isPast && (
          <ActionBar
            item={{ ...now, allowed_actions: listOffered(now) }}
            state={actions}
            attention={attention}
            file={findMainFile(now, files.artifacts)}
          >
            <ArrangeLink document={now} />
            <ShareButton item={now} kind="documents" />
          </ActionBar>
        )}
      </DocumentHead>
      <Notices {...{ now, past, attention, files, log, actions }} />
      <Columns document={shown} {...{ files, side, isPast, editing }} {...tabs} />
      <TabPart of="about" tabs={tabs}>
        {!isPast && <AboutDocument document={now} />}
      </TabPart>
      <TabPart of="history" tabs={tabs}>
        {!isPast && (
          <WhyFold item={now} onEvent={log.seek} isOpen={why.isOpen === true} onToggle={why.onToggle} ref={whySummary} />
        )}
        <TimeSlider log={log} moment={moment} onMove={setMoment} />
        <FoldedTimeline log={log} moment={moment} />
      </TabPart>
    </div>
  );
}
