import type { ListedItem, Output, Recording, Stage } from '@throughline/api-client';
import { memo, type ReactElement } from 'react';
import { posterOf } from '../controls/Poster.js';
import { listRetries, stepName, titleOf } from '../controls/recording-state.js';
import { RunProgress } from '../controls/RunProgress.js';
import { StatusBadges } from '../controls/StatusBadges.js';
import { When } from '../controls/Times.js';
import { formatLanguage } from '../components/language-name.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { RowMenu } from './RowMenu.js';
import { RowOutputs, RowPicture } from './RowParts.js';
import { RowSelect } from './RowSelect.js';
import { RowTags } from './RowTags.js';
import { listOutsideWaits } from '../controls/queue.js';

const words = text.itemList;

const STATES: Readonly<Record<Output['status'], ListedItem['outputs'][number]['state']>> = {
  PENDING: 'pending',
  UPLOADING: 'uploading',
  UPLOADED: 'uploaded',
  FAILED: 'failed',
  SKIPPED: 'skipped',
};

const describeRunningStep = (recording: Recording): readonly Stage[] =>
  recording.processing_stages.filter(({ status }) => status === 'IN_PROGRESS');

/** Returns the reason of the status in one line: the failure, the wait, the pause, or the running step. */
function describeReason(recording: Recording): string | undefined {
  const { failed, failed_reason, on_pause, pause_reason } = recording;
  if (failed) return failed_reason ?? text.flags.failed;
  const [waiting] = listOutsideWaits(recording);
  if (waiting !== undefined) return waiting.message;
  if (on_pause && pause_reason !== null) return pause_reason;
  const [retrying] = listRetries(recording);
  if (retrying !== undefined) return `${stepName(retrying.step)}: ${retrying.failed_reason ?? ''}`;
  const working = describeRunningStep(recording).map(({ stage_type, attempt }) =>
    attempt > 1 ? `${stepName(stage_type)}, ${text.step.attempt(attempt)}` : stepName(stage_type),
  );
  return working.length === 0 ? undefined : working.join(' · ');
}

interface Props {
  readonly recording: Recording;
  /** Absent if items cannot be selected. */
  readonly isSelected?: boolean | undefined;
}

const describeFacts = ({ source, language }: Recording): string =>
  [words.sources[source.kind] ?? source.kind, language === 'auto' ? undefined : formatLanguage(language)]
    .filter((part) => part !== undefined)
    .join(' · ');

/** Returns the outputs of a recording as the list of all items has them. */
const listOutputs = ({ outputs }: Recording): ListedItem['outputs'] =>
  outputs.map(({ id, target_type, status, unconfirmed }) => ({
    id,
    target_type,
    state: unconfirmed && status === 'UPLOADED' ? 'unconfirmed' : STATES[status],
  }));

function Row({ recording, isSelected }: Props): ReactElement {
  const reason = describeReason(recording);
  const title = titleOf(recording);
  return (
    <li className="item" data-item={recording.id}>
      <RowSelect title={title} isSelected={isSelected} />
      <RowPicture kind="recording" url={posterOf(recording) ?? null} seconds={recording.source.duration_seconds} />
      <div className="item-name">
        <Link to="/recordings/$id" params={{ id: recording.id }} className="item-title row-title" dir="auto">
          {title}
        </Link>
        <span className="item-facts quiet">
          {describeFacts(recording)}
          <RowTags tags={recording.tags} to="/recordings" />
        </span>
      </div>
      <div className="item-state">
        <StatusBadges recording={recording} />
        <span className="item-progress">
          <RunProgress recording={recording} />
          {reason !== undefined && (
            <span className={recording.failed ? 'item-reason why bad' : 'item-reason why'} dir="auto" title={reason}>
              {reason}
            </span>
          )}
        </span>
      </div>
      <RowOutputs outputs={listOutputs(recording)} />
      <span className="item-date quiet">
        <When at={recording.created_at} />
      </span>
      <div className="row-menu">
        <RowMenu recording={recording} />
      </div>
    </li>
  );
}

/** Renders a row only when its own recording changes. */
export const RecordingRow = memo(Row);
