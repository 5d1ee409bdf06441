import type { Item } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useItemKind } from '../api/item-kind.js';
import { Note } from '../components/Note/Note.js';
import { failedStepName, listRetries, listRunningSteps, stepName } from '../controls/recording-state.js';
import { Ago, At } from '../controls/Times.js';
import { useSaid } from '../controls/use-now.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import type { AttentionKind } from '../actions/rank-help.js';
import { ModelWait } from './ModelWait.js';
import { Who } from './Who.js';
import { listOutsideWaits } from '../controls/queue.js';

const words = text.recording.banner;
const SECOND_MS = 1_000;

interface Props {
  readonly recording: Item;
  /** The subject of a panel of its own, which is not repeated. */
  readonly panel?: AttentionKind | undefined;
}

function Failed({ recording, panel }: Props): ReactElement | null {
  const { failed, failed_at_stage, failed_reason, failed_at } = recording;
  if (!failed || panel === 'failed') return null;
  const stage =
    failed_at_stage === null ? text.flags.failed : text.recording.attention.failed(failedStepName(failed_at_stage), 1);
  return (
    <Note tone="bad" icon="failed" title={stage}>
      <p dir="auto">{failed_reason}</p>
      {failed_at !== null && (
        <p className="quiet">
          <Ago at={failed_at} isFirst />
        </p>
      )}
    </Note>
  );
}

function Retries({ recording }: { readonly recording: Item }): ReactElement {
  return (
    <>
      {listRetries(recording).map(({ step, failed_reason, failed_at, retry_at, attempt }) => (
        <Note key={step} tone="warn" icon="failed" title={words.retries(stepName(step))}>
          <p dir="auto">{failed_reason}</p>
          <p className="quiet">
            {failed_at !== null && (
              <>
                <Ago at={failed_at} isFirst />
                {' · '}
              </>
            )}
            {text.step.attempt(attempt)} {words.retriesAt} <At at={retry_at ?? ''} />
          </p>
        </Note>
      ))}
    </>
  );
}

function Review({ recording, panel }: Props): ReactElement | null {
  return recording.needs_review && panel !== 'review' ? (
    <Note tone="ask" icon="review" title={words.toReview}>
      <p>{words.toReviewHint}</p>
    </Note>
  ) : null;
}

function Paused({ recording }: { readonly recording: Item }): ReactElement | null {
  const { on_pause, pause_reason, paused_by, paused_by_name, pause_until, pause_requested_at } = recording;
  if (!on_pause) return null;
  return (
    <Note tone="warn" icon="paused" title={listRunningSteps(recording).length > 0 ? words.pausing : words.paused}>
      {pause_reason !== null && <p dir="auto">{pause_reason}</p>}
      <p className="quiet">
        {pause_requested_at !== null && <Ago at={pause_requested_at} isFirst />}{' '}
        {paused_by !== null && <Who id={paused_by} name={paused_by_name} />}
        {' · '}
        {pause_until === null ? (
          words.pauseOpen
        ) : (
          <>
            {words.pauseEnds} <Ago at={pause_until} /> (<At at={pause_until} />)
          </>
        )}
      </p>
    </Note>
  );
}

/** The time of the next check, or that it is queued. An item of earlier keeps the time that it had. */
function NextCheck({ until, isPast }: { readonly until: string; readonly isPast: boolean }): ReactElement {
  const isDue = useSaid(SECOND_MS, (now) => String(Date.parse(until) <= now)) === 'true';
  return isDue && !isPast ? (
    <>{words.checkQueued}</>
  ) : (
    <>
      {words.waitingUntil} <At at={until} />
    </>
  );
}

function Waits({ recording }: { readonly recording: Item }): ReactElement {
  const isPast = recording.as_of !== undefined;
  return (
    <>
      {listOutsideWaits(recording).map(({ step, for: code, message, since, until, until_named }) => (
        <Note key={step} tone="warn" icon="waiting" title={words.waiting(stepName(step))}>
          {code === 'speech-model' && !isPast ? (
            <ModelWait message={message} language={recording.language} />
          ) : (
            <p dir="auto">{message}</p>
          )}
          <p className="quiet">
            <Ago at={since} isFirst />
            {until !== null && (
              <>
                {' · '}
                <NextCheck until={until} isPast={isPast} />
              </>
            )}
          </p>
          {until_named && !isPast && <p className="quiet">{words.untilNamed}</p>}
        </Note>
      ))}
    </>
  );
}

function Gone({ recording }: { readonly recording: Item }): ReactElement | null {
  const goneAt = recording.erased_at ?? recording.expired_at;
  if (goneAt !== null)
    return (
      <Note tone="calm" icon="deleted" title={recording.erased_at === null ? words.expired : words.erased}>
        <p>{words.erasedHint}</p>
        <p className="quiet">
          <Ago at={goneAt} isFirst />
        </p>
      </Note>
    );
  if (recording.deleted_at === null) return null;
  return (
    <Note tone="calm" icon="deleted" title={recording.retention === null ? words.deleted : text.retention.deleted}>
      <p className="quiet">
        <Ago at={recording.deleted_at} isFirst />
        {' · '}
        {recording.expires_at === null ? (
          text.retention.withoutEnd
        ) : (
          <>
            {words.deletedHint} <Ago at={recording.expires_at} />
          </>
        )}
      </p>
    </Note>
  );
}

function Uploads({ summary, panel }: { readonly summary: Item['upload_summary'] } & Pick<Props, 'panel'>): ReactElement {
  return (
    <>
      {summary.unconfirmed > 0 && panel !== 'unconfirmed' && (
        <Note tone="warn" icon="stalled" title={words.unconfirmed}>
          <p>{words.unconfirmedHint}</p>
        </Note>
      )}
      {summary.follow_ups_failed > 0 && (
        <Note tone="warn" icon="failed" title={words.followUpsFailed(summary.follow_ups_failed)}>
          <p>{words.followUpsFailedHint}</p>
        </Note>
      )}
    </>
  );
}

/** The stop of the newest run: by a person, or by the end of an import. */
function Stopped({ recording }: { readonly recording: Item }): ReactElement | null {
  const { cancelled_at, cancel_cause, cancelled_by, cancelled_by_name, cancel_reason } = recording;
  if (cancelled_at === null) return null;
  return (
    <Note tone="calm" icon="failed" title={cancel_cause === 'import' ? words.stoppedByImport : words.cancelled}>
      {cancel_cause === 'import' && <p>{words.stoppedByImportHint}</p>}
      {cancel_reason !== null && <p dir="auto">{cancel_reason}</p>}
      <p className="quiet">
        <Ago at={cancelled_at} isFirst /> {cancelled_by !== null && <Who id={cancelled_by} name={cancelled_by_name} />}
      </p>
    </Note>
  );
}

/** Says that a migrated item has no file here, or that its file is not ours to remove. */
export function Origin({ recording: { source } }: { readonly recording: Pick<Item, 'source'> }): ReactElement | null {
  const { history_only: isHistoryOnly, original } = source;
  if (isHistoryOnly === true)
    return (
      <Note tone="calm" icon="copy" title={words.historyOnly}>
        <p>{words.historyOnlyHint}</p>
      </Note>
    );
  return original === undefined ? null : (
    <Note tone="calm" icon="copy" title={words.original}>
      <p dir="auto">{words.originalHint(original.path === null ? original.folder : `${original.folder}/${original.path}`)}</p>
    </Note>
  );
}

/** Shows the most important facts of the item in the words of the API. */
export function Banners({ recording, panel }: Props): ReactElement {
  const kind = useItemKind();
  const { quarantined, needs_upgrade, quarantine, stalled, duplicate_of } = recording;
  return (
    <div className="banners">
      {quarantined && (
        <Note tone="bad" icon="stalled" title={words.quarantined}>
          <p>{words.quarantinedHint}</p>
          {quarantine !== null && <p>{words.quarantinedAt(quarantine.position, quarantine.reason)}</p>}
        </Note>
      )}
      {needs_upgrade && (
        <Note tone="bad" icon="stalled" title={words.needsUpgrade}>
          <p>{words.needsUpgradeHint}</p>
        </Note>
      )}
      <Failed recording={recording} panel={panel} />
      {stalled === true && (
        <Note tone="warn" icon="stalled" title={words.stalled}>
          <p>{words.stalledHint}</p>
        </Note>
      )}
      <Paused recording={recording} />
      <Retries recording={recording} />
      <Waits recording={recording} />
      <Review recording={recording} panel={panel} />
      <Uploads summary={recording.upload_summary} panel={panel} />
      <Stopped recording={recording} />
      <Origin recording={recording} />
      {duplicate_of !== null && (
        <Note
          tone="calm"
          icon="copy"
          title={
            <>
              {words.duplicate}{' '}
              <Link to={`/${kind}/$id`} params={{ id: duplicate_of.id }}>
                {words.duplicateLink[kind]}
              </Link>
            </>
          }
        />
      )}
      <Gone recording={recording} />
    </div>
  );
}
