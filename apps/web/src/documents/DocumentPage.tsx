import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Document } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import { ItemKindProvider } from '../api/item-kind.js';
import { usePolling } from '../api/live-state.js';
import { isProblem } from '../api/problem.js';
import { Fact } from '../components/Fact/Fact.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { Ago, AtSecond } from '../controls/Times.js';
import { findHeldOutputs } from '../recording/actions/held-outputs.js';
import { ItemActions } from '../recording/actions/ItemActions.js';
import { Banners } from '../recording/Banners.js';
import { Deliveries } from '../recording/Deliveries.js';
import { Details, focusDetails } from '../recording/details/Details.js';
import { Timeline } from '../recording/past/Timeline.js';
import { TimeSlider, usePast } from '../recording/past/TimeSlider.js';
import { useEventLog } from '../recording/past/use-event-log.js';
import { RetentionFact } from '../recording/RetentionFact.js';
import { ItemSettings } from '../recording/settings/ItemSettings.js';
import { TemplateFact } from '../recording/settings/TemplateFact.js';
import { SourceFact } from '../recording/SourceFact.js';
import { WhyPanel } from '../recording/WhyPanel.js';
import { Link } from '../shell/Link.js';
import { MovedItemNotice } from '../libraries/MovedItemNotice.js';
import { rememberMove, useMovedItem } from '../libraries/moved-items.js';
import { SharePanel } from '../sharing/SharePanel.js';
import { MissingItem } from '../shell/MissingItem.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { useReplaceFile } from '../upload/ReplaceFile.js';
import { text } from '../texts/text.js';
import { size } from '../texts/times.js';
import { DocumentFiles } from './DocumentFiles.js';
import { DocumentFindings } from './DocumentFindings.js';
import { documentTitle } from './document-title.js';
import { DocumentBadges, DocumentProgress } from './DocumentParts.js';
import { documentQuery, performOnDocument, shownDocuments } from './documents-api.js';
import { DocumentSteps } from './DocumentSteps.js';

const words = text.document;

function kindWords({ record }: Document): string | undefined {
  if (record?.kind === undefined) return undefined;
  const { kind, pages, encrypted, signed } = record;
  return [
    words.facts.kinds[kind] ?? kind,
    ...(pages === undefined ? [] : [`${words.facts.pages}: ${String(pages)}`]),
    ...(encrypted === true ? [words.facts.encrypted] : []),
    ...(signed === true ? [words.facts.signed] : []),
  ].join(' · ');
}

function DocumentFacts({ document }: { readonly document: Document }): ReactElement {
  const { source, file_name, title } = document;
  const kind = kindWords(document);
  return (
    <dl className="facts" aria-label={words.facts.label}>
      {kind !== undefined && <Fact name={words.facts.kind}>{kind}</Fact>}
      <Fact name={words.facts.registered}>
        <Ago at={document.created_at} />
      </Fact>
      <Fact name={words.facts.changed}>
        <Ago at={document.updated_at} />
      </Fact>
      {source.size !== null && <Fact name={words.facts.size}>{size(source.size)}</Fact>}
      {file_name !== null && file_name !== title && (
        <Fact name={words.facts.file}>
          <span dir="auto">{file_name}</span>
        </Fact>
      )}
      <SourceFact item={document} />
      <TemplateFact item={document} />
      <RetentionFact item={document} />
    </dl>
  );
}

function Head({ document, asOf }: { readonly document: Document; readonly asOf: string | undefined }): ReactElement {
  return (
    <header className="recording-head">
      <Link to="/documents" className="back">
        <span aria-hidden="true">←</span> {words.back}
      </Link>
      <div className="recording-title">
        <h1 dir="auto">{documentTitle(document)}</h1>
        <DocumentBadges document={document} />
      </div>
      {asOf === undefined ? (
        <DocumentProgress document={document} />
      ) : (
        <Note
          tone="warn"
          role="status"
          title={
            <>
              {text.recording.past.asItWas} <AtSecond at={asOf} />
            </>
          }
        >
          <p>{text.recording.past.noActions}</p>
          {document.imported_at !== null && <p>{text.recording.past.imported}</p>}
        </Note>
      )}
      <DocumentFacts document={document} />
    </header>
  );
}

function Actions({ document }: { readonly document: Document }): ReactElement {
  const client = useQueryClient();
  const replacing = useReplaceFile(document.id, 'documents');
  return (
    <section aria-labelledby="actions-title" className="action-bar">
      <h2 id="actions-title" className="unseen">
        {text.recording.actions.title}
      </h2>
      {replacing.uploads}
      <ItemActions
        item={document}
        actions={document.allowed_actions}
        titleOf={documentTitle}
        perform={(action, input) => performOnDocument(document.id, action, input)}
        onChanged={(changed, chosen) => {
          rememberMove(client, { id: document.id, title: documentTitle(document) }, chosen);
          shownDocuments.show(client, changed, 'command');
          void client.invalidateQueries({ queryKey: shownDocuments.listsKey });
        }}
        elsewhere={{ describe: focusDetails, replace_file: replacing.choose }}
        previewOf={document}
        held={findHeldOutputs(document)}
      />
    </section>
  );
}

/** The panels that open, share and change the current item. */
function PresentPanels({ document }: { readonly document: Document }): ReactElement {
  return (
    <>
      <DocumentFiles document={document} />
      <SharePanel item={document} kind="documents" />
      <Details item={document} cache={shownDocuments} />
      <ItemSettings item={document} cache={shownDocuments} />
    </>
  );
}

/** Renders either the current item or the item at the time of the slider, never a mixture. */
function Shown({ now }: { readonly now: Document }): ReactElement {
  const [moment, setMoment] = useState<string>();
  const past = usePast(now, moment);
  const log = useEventLog(now);
  const shown = past.item ?? now;
  const isPast = past.item !== undefined;
  return (
    <div className={isPast ? 'recording past' : 'recording'}>
      <Head document={shown} asOf={past.item?.as_of.time} />
      {past.error !== null && <ProblemNote error={past.error} />}
      <Banners recording={shown} />
      {!isPast && <Actions document={now} />}
      {!isPast && <WhyPanel item={now} onEvent={log.seek} />}
      <DocumentSteps document={shown} />
      <TimeSlider log={log} moment={moment} onMove={setMoment} />
      <DocumentFindings document={shown} />
      {!isPast && <PresentPanels document={now} />}
      <Deliveries recording={shown} />
      <Timeline log={log} moment={moment} />
    </div>
  );
}

export function DocumentPage({ id }: { readonly id: string }): ReactElement {
  const moved = useMovedItem(id);
  const { data, error, refetch } = useQuery({ ...documentQuery(id), refetchInterval: usePolling() });
  usePageTitle(data === undefined ? words.title : documentTitle(data));
  if (moved !== undefined) return <MovedItemNotice moved={moved} list="/documents" />;
  if (data !== undefined)
    return (
      <ItemKindProvider value="documents">
        <Shown now={data} />
      </ItemKindProvider>
    );
  if (error === null) return <Skeleton rows={4} />;
  if (isProblem(error) && error.status === 404) return <MissingItem title={words.gone} list="/documents" />;
  return <ProblemNote error={error} onRetry={() => void refetch()} />;
}
