import { memo, type ReactElement } from 'react';
import { Link } from 'wouter';
import type { Recording, Stage } from '../api/answers.js';
import { retriesOf, stepName, titleOf } from '../controls/recording-state.js';
import { RunProgress } from '../controls/RunProgress.js';
import { StatusBadges } from '../controls/StatusBadges.js';
import { Ago } from '../controls/Times.js';
import { text } from '../texts/text.js';
import { RowMenu } from './RowMenu.js';

const atWork = (recording: Recording): readonly Stage[] =>
  recording.processing_stages.filter(({ status }) => status === 'IN_PROGRESS');

/** Why it stands as it does, in one line: what failed, what it waits for, why it is paused, what is at work. */
function why(recording: Recording): string | undefined {
  const { failed, failed_reason, waiting_for, on_pause, pause_reason } = recording;
  if (failed) return failed_reason ?? text.flags.failed;
  const [waiting] = waiting_for;
  if (waiting !== undefined) return waiting.message;
  if (on_pause && pause_reason !== null) return pause_reason;
  const [retrying] = retriesOf(recording);
  if (retrying !== undefined) return `${stepName(retrying.step)}: ${retrying.failed_reason ?? ''}`;
  const working = atWork(recording).map(({ stage_type, attempt }) =>
    attempt > 1 ? `${stepName(stage_type)}, ${text.step.attempt(attempt)}` : stepName(stage_type),
  );
  return working.length === 0 ? undefined : working.join(' · ');
}

function Row({ recording }: { readonly recording: Recording }): ReactElement {
  const reason = why(recording);
  const title = titleOf(recording);
  return (
    <li className="row">
      <div className="row-main">
        <Link href={`/recordings/${recording.id}`} className="row-title" dir="auto">
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

/** Drawn anew when its recording has changed, not when another has. */
export const RecordingRow = memo(Row);
