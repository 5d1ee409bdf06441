import type { ModelNote } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { StatusBadge } from '../components/StatusBadge/StatusBadge.js';
import { At } from '../controls/Times.js';
import { text } from '../texts/text.js';
import { describeFetched, fetchedPart, getModelDisplay, isOnItsWay } from './engines-state.js';
import { FetchCommand } from './FetchCommand.js';

const words = text.engines;

export function ModelProgress({ model }: { readonly model: ModelNote }): ReactElement {
  const tone = model.phase === 'fetching' ? 'busy' : 'warn';
  return (
    <div className="row-work">
      <ProgressBar value={fetchedPart(model)} label={words.progress(model.name)} tone={tone} words={describeFetched(model)} />
    </div>
  );
}

/** The fetched part, and the time of the next attempt. */
function Summary({ model: { phase, next_attempt_at: next, ...model } }: { readonly model: ModelNote }): ReactElement {
  const hasBytes = model.fetched_bytes > 0;
  return (
    <small className="quiet">
      {hasBytes && describeFetched({ phase, ...model })}
      {phase === 'retrying' && next !== undefined && (
        <>
          {hasBytes && ' · '}
          {words.nextAttempt} <At at={next} />
        </>
      )}
    </small>
  );
}

/** A download without bytes that is tried again has nothing to show. */
const hasProgress = (model: ModelNote): boolean => model.phase === 'fetching' || (isOnItsWay(model) && model.fetched_bytes > 0);

export function ModelLine({ model }: { readonly model: ModelNote }): ReactElement {
  const { tone, icon, says, hint, needsCommand } = getModelDisplay(model);
  return (
    <li className="line">
      <span>
        <strong>{model.name}</strong> <StatusBadge tone={tone} icon={icon} words={says} />
        <br />
        <Summary model={model} />
      </span>
      {(hasProgress(model) || hint !== undefined) && (
        <div className="line-more engine-more">
          {hasProgress(model) && <ModelProgress model={model} />}
          {hint !== undefined && <small className="quiet">{hint}</small>}
          {needsCommand && <FetchCommand model={model.name} />}
        </div>
      )}
    </li>
  );
}
