import type { Recording, Stage } from '@throughline/api-types';
import { memo, type ReactElement } from 'react';
import { Poster } from '../controls/Poster.js';
import { listRetries, stepName, titleOf } from '../controls/recording-state.js';
import { RunProgress } from '../controls/RunProgress.js';
import { StatusBadges } from '../controls/StatusBadges.js';
import { Ago } from '../controls/Times.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { RowMenu } from './RowMenu.js';
import { RowSelect } from './RowSelect.js';
import { RowTags } from './RowTags.js';
import { listOutsideWaits } from '../controls/queue.js';

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

function Row({ recording, isSelected }: Props): ReactElement {
  const reason = describeReason(recording);
  const title = titleOf(recording);
  return (
    <li className="row" data-item={recording.id}>
      <Poster recording={recording} />
      <div className="row-main">
        <RowSelect title={title} isSelected={isSelected} />
        <Link to="/recordings/$id" params={{ id: recording.id }} className="row-title" dir="auto">
          {title}
        </Link>
        <StatusBadges recording={recording} />
      </div>
      <RunProgress recording={recording} />
      <div className="row-foot">
        {reason !== undefined && (
          <span className={recording.failed ? 'why bad' : 'why'} dir="auto">
            {reason}
          </span>
        )}
        <RowTags tags={recording.tags} to="/recordings" />
        <span className="quiet">
          {text.list.registered} <Ago at={recording.created_at} />
        </span>
      </div>
      <div className="row-menu">
        <RowMenu recording={recording} />
      </div>
    </li>
  );
}

/** Renders a row only when its own recording changes. */
export const RecordingRow = memo(Row);
