import type { FollowUp, Output } from '@throughline/api-client';
import type { ReactElement, ReactNode } from 'react';
import { ServiceIcon } from '../controls/ServiceIcon.js';
import { StatusBadge } from '../components/StatusBadge/StatusBadge.js';
import { Ago } from '../controls/Times.js';
import { parseWebAddress } from '../controls/web-address.js';
import { text } from '../texts/text.js';
import { PanelHead } from './PanelHead.js';
import type { StepContext } from '../api/live-fields.js';
import { getOutputDisplay } from './situation.js';

const words = text.recording.outputs;

interface Props {
  readonly recording: StepContext;
  readonly output: Output;
}

function FollowUpLine({ name, status, failed_reason }: FollowUp): ReactElement {
  const { followUp, status: statuses } = text.recording.pipeline;
  const says = statuses[status] ?? status;
  if (status !== 'FAILED')
    return (
      <span className="quiet follow-up">
        {followUp(name)} · {says}
      </span>
    );
  return (
    <div className="follow-up">
      <span className="quiet">{followUp(name)}</span> <StatusBadge tone="warn" icon="failed" words={says} />
      {failed_reason !== null && (
        <p className="step-reason" dir="auto">
          {failed_reason}
        </p>
      )}
    </div>
  );
}

function Delivery({ recording, output }: Props): ReactElement {
  const { tone, icon, says } = getOutputDisplay(recording, output);
  const url = parseWebAddress(output.target_meta?.['url']);
  return (
    <li className="delivery">
      <span>
        <ServiceIcon type={output.target_type} /> <strong dir="auto">{output.id}</strong>{' '}
        <span className="quiet">{output.target_type}</span>
      </span>
      <span className="badges">
        <StatusBadge tone={tone} icon={icon} words={says} />
        {output.old_words && <StatusBadge tone="warn" icon="stalled" title={words.oldWordsHint} words={words.oldWords} />}
        {output.old_texts && <StatusBadge tone="warn" icon="stalled" title={words.oldTextsHint} words={words.oldTexts} />}
        {output.outdated && <StatusBadge tone="warn" icon="stalled" title={words.outdatedHint} words={words.outdated} />}
      </span>
      <span className="quiet delivery-when">
        {output.uploaded_at !== null && (
          <>
            {words.sent} <Ago at={output.uploaded_at} />
          </>
        )}
        {url !== undefined && (
          <>
            {' · '}
            <a href={url} rel="noopener noreferrer" target="_blank">
              {words.open}
            </a>
          </>
        )}
      </span>
      {output.follow_ups.map((followUp) => (
        <FollowUpLine key={followUp.name} {...followUp} />
      ))}
      {output.failed_reason !== null && (
        <p className="step-reason" dir="auto">
          {output.failed_reason}
        </p>
      )}
    </li>
  );
}

interface DeliveriesProps extends Pick<Props, 'recording'> {
  /** Actions for all deliveries. With them, the panel is there without any delivery too. */
  readonly children?: ReactNode;
}

export function Deliveries({ recording, children }: DeliveriesProps): ReactElement | null {
  const { outputs } = recording;
  if (outputs.length === 0 && children === undefined) return null;
  return (
    <section className="panel" aria-labelledby="deliveries-title">
      <PanelHead title={words.title} id="deliveries-title">
        {children}
      </PanelHead>
      {outputs.length === 0 ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <ul className="deliveries">
          {outputs.map((output) => (
            <Delivery key={output.id} recording={recording} output={output} />
          ))}
        </ul>
      )}
    </section>
  );
}
