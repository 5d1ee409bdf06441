import type { ReactElement } from 'react';
import type { Output } from '../api/answers.js';
import { Badge } from '../controls/Badge.js';
import { Ago } from '../controls/Times.js';
import { text } from '../texts/text.js';
import { situationOfOutput, type Seen } from './situation.js';

const words = text.recording.outputs;

/** Only an address that a browser may open is made a link: what a destination says is not our own word. */
function webAddress({ target_meta }: Output): string | undefined {
  const url = target_meta?.['url'];
  return typeof url === 'string' && /^https?:\/\//i.test(url) ? url : undefined;
}

interface Props {
  readonly recording: Seen;
  readonly output: Output;
}

function Delivery({ recording, output }: Props): ReactElement {
  const { tone, icon, says } = situationOfOutput(recording, output);
  const url = webAddress(output);
  return (
    <li className="delivery">
      <span className="delivery-name">
        <strong dir="auto">{output.id}</strong> <span className="quiet">{output.target_type}</span>
      </span>
      <span className="badges">
        <Badge tone={tone} icon={icon}>
          {says}
        </Badge>
        {output.old_words && (
          <Badge tone="warn" icon="stalled" title={words.oldWordsHint}>
            {words.oldWords}
          </Badge>
        )}
        {output.outdated && (
          <Badge tone="warn" icon="stalled" title={words.outdatedHint}>
            {words.outdated}
          </Badge>
        )}
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
      {output.follow_ups.map(({ name, status }) => (
        <span key={name} className="quiet follow-up">
          {text.recording.pipeline.followUp(name)} · {text.recording.pipeline.status[status] ?? status}
        </span>
      ))}
      {output.failed_reason !== null && (
        <p className="step-reason" dir="auto">
          {output.failed_reason}
        </p>
      )}
    </li>
  );
}

/** Where it goes, and whether it is there. */
export function Deliveries({ recording }: { readonly recording: Seen }): ReactElement | null {
  if (recording.outputs.length === 0) return null;
  return (
    <section className="card" aria-labelledby="deliveries-title">
      <h2 id="deliveries-title">{words.title}</h2>
      <ul className="deliveries">
        {recording.outputs.map((output) => (
          <Delivery key={output.id} recording={recording} output={output} />
        ))}
      </ul>
    </section>
  );
}
